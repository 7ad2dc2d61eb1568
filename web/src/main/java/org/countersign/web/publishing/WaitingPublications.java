package org.countersign.web.publishing;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.countersign.publishing.PublicationRow;
import org.countersign.publishing.Publications;
import org.countersign.web.shell.Notices;

/** A post's publications that failed or wait for a person, and what that person says. */
@Named
@RequestScoped
public class WaitingPublications {

    @EJB Publications publications;
    @Inject Notices notices;

    /** Those of a post's publications that go on only when somebody says so. */
    public List<PublicationRow> of(List<PublicationRow> rows) {
        return rows.stream().filter(PublicationRow::waitsForAPerson).toList();
    }

    public String go(UUID id, long version, UUID post) {
        return after("waiting.message.go", () -> publications.retry(id, version), post);
    }

    public String drop(UUID id, long version, UUID post) {
        return after("waiting.message.dropped", () -> publications.cancel(id, version), post);
    }

    private String after(String message, Runnable command, UUID post) {
        if (!notices.attempt(command)) {
            return null;
        }
        notices.done(message);
        return "/content/post?faces-redirect=true&id=" + post;
    }
}
