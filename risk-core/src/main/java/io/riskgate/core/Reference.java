package io.riskgate.core;

import java.util.Objects;

/**
 * How a transfer is known: unique within the owner of its limits.
 *
 * @param tenant the tenant; {@value Transfer#DEFAULT_TENANT} where there is only one
 * @param owner the owner of the limits: the payer account, or the customer where the pack says so
 * @param id the caller's id of the transfer
 */
public record Reference(String tenant, String owner, String id) {
  /** Checks that nothing is null. */
  public Reference {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(id, "id");
  }

  /** The reference with the owner masked, fit for a log. */
  @Override
  public String toString() {
    return tenant + "/" + Masking.mask(owner) + "/" + id;
  }
}
