package org.countersign.tenancy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A client company as somebody wants it.
 *
 * @param domains of its people's mail addresses, at least one
 */
public record ClientDraft(
        @NotNull @Size(min = 1, max = ClientDraft.NAME_MAX) String name,
        @NotNull List<String> domains) {

    public static final int NAME_MAX = 120;
}
