package com.example.gateway;

/** No transfer is known under what was asked for. */
class NotKnown extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
