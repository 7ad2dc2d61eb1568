package org.countersign.keycloak;

/** What a person can show. */
enum Factor {
    MAIL_CODE,
    PASSWORD,
    OTP,
    PASSKEY
}
