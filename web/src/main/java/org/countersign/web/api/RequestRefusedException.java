package org.countersign.web.api;

import java.io.Serializable;
import java.util.List;
import org.countersign.platform.RefusedException;

/** A request that cannot be read, or lacks a header, whatever the rules would say of it. */
final class RequestRefusedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    /**
     * Something of the request that cannot be read.
     *
     * @param field where it stands: {@code variants[0].channelId}
     * @param key of the text
     */
    record Flaw(String field, String key) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    private final int status;
    private final Flaw[] flaws;

    RequestRefusedException(int status, String messageKey, Serializable... arguments) {
        super(messageKey, arguments);
        this.status = status;
        this.flaws = new Flaw[0];
    }

    private RequestRefusedException(int status, String messageKey, List<Flaw> flaws) {
        super(messageKey);
        this.status = status;
        this.flaws = flaws.toArray(Flaw[]::new);
    }

    /** A parameter of the query, the path or a header that is none. */
    static RequestRefusedException parameter(String name, String key) {
        return new RequestRefusedException(
                400, "request.refused.parameter", List.of(new Flaw(name, key)));
    }

    /** JSON that is well formed and not what the operation takes. */
    static RequestRefusedException body(List<Flaw> flaws) {
        return new RequestRefusedException(400, "request.refused.body", flaws);
    }

    int status() {
        return status;
    }

    List<Flaw> flaws() {
        return List.of(flaws);
    }
}
