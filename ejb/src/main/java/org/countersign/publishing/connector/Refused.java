package org.countersign.publishing.connector;

/** It had no effect, and the same again would have none either; a person has to act. */
public record Refused(Reason reason, String message) implements PublishResult, Removal, Connection {

    /** Who has to act on it. */
    public enum Reason {
        /** The secret is wrong or withdrawn: connect the channel again. */
        CREDENTIALS,
        /** It is the account's own password, which opens everything; an app password is asked. */
        MAIN_PASSWORD,
        /** The network has closed the account. */
        ACCOUNT_CLOSED,
        /** The secret opens another account than the one approved. */
        OTHER_ACCOUNT,
        /** The network does not take this content. */
        CONTENT,
        /** A file is larger than the network takes. */
        TOO_LARGE,
        /** The stored media are not the approved ones. */
        MEDIA_DIFFER,
        /** The canonical content asks for what this connector cannot send. */
        UNSUPPORTED,
        /** The channel's address may not be reached. */
        FORBIDDEN_TARGET
    }
}
