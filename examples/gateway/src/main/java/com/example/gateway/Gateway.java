package com.example.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A payment gateway that asks before money moves. */
@SpringBootApplication
public class Gateway {
  /** Starts the gateway. */
  public static void main(String[] args) {
    SpringApplication.run(Gateway.class, args);
  }
}
