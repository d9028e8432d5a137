package io.riskgate.intel.internal;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import org.jspecify.annotations.Nullable;

/** A record of a database of anonymous addresses; what a database does not say is null. */
public record AnonymityRecord(
    @Nullable Boolean anonymous,
    @Nullable Boolean vpn,
    @Nullable Boolean hosting,
    @Nullable Boolean publicProxy,
    @Nullable Boolean residentialProxy,
    @Nullable Boolean torExit) {
  /** Made by the reader. */
  @MaxMindDbConstructor
  public AnonymityRecord(
      @MaxMindDbParameter(name = "is_anonymous") @Nullable Boolean anonymous,
      @MaxMindDbParameter(name = "is_anonymous_vpn") @Nullable Boolean vpn,
      @MaxMindDbParameter(name = "is_hosting_provider") @Nullable Boolean hosting,
      @MaxMindDbParameter(name = "is_public_proxy") @Nullable Boolean publicProxy,
      @MaxMindDbParameter(name = "is_residential_proxy") @Nullable Boolean residentialProxy,
      @MaxMindDbParameter(name = "is_tor_exit_node") @Nullable Boolean torExit) {
    this.anonymous = anonymous;
    this.vpn = vpn;
    this.hosting = hosting;
    this.publicProxy = publicProxy;
    this.residentialProxy = residentialProxy;
    this.torExit = torExit;
  }
}
