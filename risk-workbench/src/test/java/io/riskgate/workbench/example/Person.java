package io.riskgate.workbench.example;

import java.util.List;

/**
 * Somebody in the example.
 *
 * @param account the account, named after its holder
 * @param age in years
 * @param city where they live
 * @param device their telephone
 * @param ip its usual address
 * @param rent what the flat costs, in whole CNY
 * @param salary in whole CNY; 0 for a pensioner or student
 * @param savings what the account holds at the beginning, in whole CNY
 */
record Person(
    String account,
    int age,
    City city,
    String device,
    String ip,
    int rent,
    int salary,
    int savings) {
  /** A place. */
  record City(String country, String latitude, String longitude) {}

  static final City SHANGHAI = new City("CN", "31.23", "121.47");
  static final City BEIJING = new City("CN", "39.90", "116.40");
  static final City CHENGDU = new City("CN", "30.57", "104.07");
  static final City GUANGZHOU = new City("CN", "23.13", "113.26");
  static final City WUHAN = new City("CN", "30.59", "114.31");
  static final City HARBIN = new City("CN", "45.80", "126.53");
  static final City BANGKOK = new City("TH", "13.76", "100.50");

  static final Person LI_WEI =
      new Person("li-wei", 34, SHANGHAI, "PHONE-LI", "203.0.113.11", 4200, 8600, 31000);
  static final Person WANG_FANG =
      new Person("wang-fang", 29, BEIJING, "PHONE-WANG", "203.0.113.12", 3900, 8200, 24000);
  static final Person ZHANG_MIN =
      new Person("zhang-min", 68, CHENGDU, "PHONE-ZHANG", "203.0.113.13", 1800, 0, 86000);
  static final Person CHEN_JIE =
      new Person("chen-jie", 41, GUANGZHOU, "PHONE-CHEN", "203.0.113.14", 5200, 8900, 260000);
  static final Person LIU_YANG =
      new Person("liu-yang", 22, WUHAN, "PHONE-LIU", "203.0.113.15", 1500, 0, 15000);
  static final Person HE_JING =
      new Person("he-jing", 26, WUHAN, "PHONE-HE", "203.0.113.16", 2100, 6400, 18000);
  static final Person SUN_HAO =
      new Person("sun-hao", 19, SHANGHAI, "PHONE-SUN", "203.0.113.17", 1600, 5200, 9000);

  static final List<Person> ALL =
      List.of(LI_WEI, WANG_FANG, ZHANG_MIN, CHEN_JIE, LIU_YANG, HE_JING, SUN_HAO);
}
