package org.countersign.platform;

import java.sql.SQLException;

/** SQL that failed for a reason of the program or the machine; the cause is the driver's. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super(cause);
    }
}
