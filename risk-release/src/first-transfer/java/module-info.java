/** A bank's own program as a named module; on the class path nobody reads this. */
module com.example.first {
  requires io.riskgate.core;
  requires io.riskgate.rules;
  requires io.riskgate.stores.embedded;
}
