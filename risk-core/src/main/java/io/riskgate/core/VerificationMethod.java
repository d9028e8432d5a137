package io.riskgate.core;

/** A way in which a customer proves who they are and what they want. */
public enum VerificationMethod {
  /** A one-time code sent by text message. */
  SMS_CODE,
  /** A live face compared with the registered one. */
  FACE_RECOGNITION,
  /** The identity document is shown and checked. */
  IDENTITY_DOCUMENT,
  /** The bank calls the customer back on the registered number. */
  CALL_BACK
}
