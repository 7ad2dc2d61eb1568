package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.tenancy.access.IssuedSecret;
import org.countersign.tenancy.access.ServiceAccountDraft;
import org.countersign.tenancy.access.ServiceAccountRow;
import org.countersign.tenancy.access.ServiceAccounts;
import org.countersign.tenancy.access.ServiceScopes;
import org.countersign.tenancy.access.ServiceSecrets;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Times;

/**
 * Backs {@code /settings/programs.xhtml}: programs that work for the agency. A new secret stands in
 * the answer to the request that made it, and nowhere else.
 */
@Named
@ViewScoped
public class ProgramsPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int USUAL_DAYS = 90;

    @EJB ServiceAccounts accounts;
    @Inject ServiceSecrets secrets;
    @Inject Notices notices;
    @Inject Times times;

    private transient TableState<ServiceAccountRow> list;
    private transient IssuedSecret issued;
    private String name;
    private String lastDay;
    private ArrayList<ScopeChoice> scopes;

    public void load() {
        LocalDate today = times.today(ZoneOffset.UTC);
        lastDay = today.plusDays(USUAL_DAYS).toString();
        scopes = new ArrayList<>(ServiceScopes.grantable().stream().map(ScopeChoice::new).toList());
        fill();
    }

    private void fill() {
        issued = null;
        getList().show(accounts.list(list.paging()));
    }

    public void add() {
        var wanted =
                scopes.stream().filter(ScopeChoice::isChosen).map(ScopeChoice::getName).toList();
        var made = new UUID[1];
        boolean added =
                notices.attempt(
                        () ->
                                made[0] =
                                        accounts.create(
                                                new ServiceAccountDraft(
                                                        name == null ? "" : name,
                                                        wanted,
                                                        day(lastDay))));
        if (!added) {
            fill();
            return;
        }
        String asked = name;
        load();
        name = null;
        notices.done("programs.message.added", asked);
        notices.forgetDrafts();
        renew(made[0], 1);
    }

    public void renew(UUID id, long version) {
        var made = new IssuedSecret[1];
        boolean renewed = notices.attempt(() -> made[0] = secrets.issue(id, version));
        fill();
        if (renewed) {
            issued = made[0];
        }
    }

    public void revoke(UUID id, long version) {
        if (notices.attempt(() -> secrets.revoke(id, version))) {
            notices.done("programs.message.revoked");
        }
        fill();
    }

    private static LocalDate day(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }

    /** The last day, in UTC, on which the program works. */
    public LocalDate lastDayOf(ServiceAccountRow row) {
        return row.expiresAt().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    }

    /** The secret that this very request has made; null on every other. */
    public IssuedSecret getIssued() {
        return issued;
    }

    public TableState<ServiceAccountRow> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public List<ScopeChoice> getScopes() {
        return scopes;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getLastDay() {
        return lastDay;
    }

    public void setLastDay(String lastDay) {
        this.lastDay = lastDay;
    }
}
