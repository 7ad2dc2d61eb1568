package org.countersign.web.settings;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.countersign.tenancy.PersonRow;
import org.countersign.tenancy.StaffAccess;

/** What somebody of the agency may do, as fields of a form. */
public class AccessForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private String[] roles = {};
    private boolean allClients = true;
    private String[] clients = {};
    private String from;
    private String until;

    /** The fields of what somebody has now. */
    static AccessForm of(PersonRow person, List<UUID> assigned) {
        var form = new AccessForm();
        form.roles = person.roles().toArray(String[]::new);
        form.allClients = person.allClients();
        form.clients = assigned.stream().map(UUID::toString).toArray(String[]::new);
        form.from = Days.firstOf(person.accessFrom());
        form.until = Days.lastOf(person.accessUntil());
        return form;
    }

    StaffAccess access() {
        return new StaffAccess(
                List.of(roles),
                allClients,
                Arrays.stream(clients).map(UUID::fromString).toList(),
                Days.first(from),
                Days.last(until));
    }

    public String[] getRoles() {
        return roles.clone();
    }

    public void setRoles(String[] roles) {
        this.roles = roles.clone();
    }

    public boolean isAllClients() {
        return allClients;
    }

    public void setAllClients(boolean allClients) {
        this.allClients = allClients;
    }

    public String[] getClients() {
        return clients.clone();
    }

    public void setClients(String[] clients) {
        this.clients = clients.clone();
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }
}
