package org.countersign.web.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;

/** Which mark stands for which state on the operator's pages; the marks are those of posts. */
@Named
@ApplicationScoped
public class Marks {

    public String ofAgency(String state) {
        return switch (state) {
            case "ACTIVE" -> "published";
            case "SUSPENDED" -> "held";
            case "OFFBOARDED" -> "expired";
            case "ERASED" -> "removed";
            default -> "review";
        };
    }

    public String ofStep(String state) {
        return switch (state) {
            case "DONE" -> "published";
            case "FAILED" -> "failed";
            case "RUNNING" -> "dispatching";
            case "ABANDONED" -> "cancelled";
            default -> "draft";
        };
    }

    /** The last part of a text's key. */
    public String low(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }
}
