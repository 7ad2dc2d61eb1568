package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How the database says no. */
final class Refusal {

    /** A gate's own code; the message is a key of the application's texts. */
    static final String GATE = "CS001";

    /** A table that only grows. */
    static final String GROWS = "CS002";

    /** A missing privilege, or a row that the policy does not allow. */
    static final String PRIVILEGE = "42501";

    static final String CHECK = "23514";
    static final String UNIQUE = "23505";
    static final String FOREIGN_KEY = "23503";

    private Refusal() {}

    static void by(String state, String part, ThrowingCallable attempt) {
        SQLException refusal = catchThrowableOfType(SQLException.class, attempt);
        assertThat((Throwable) refusal).as("nothing refused it").isNotNull();
        assertThat(refusal.getSQLState() + " " + refusal.getMessage())
                .startsWith(state)
                .contains(part);
    }
}
