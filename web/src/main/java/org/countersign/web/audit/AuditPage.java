package org.countersign.web.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.countersign.audit.Audit;
import org.countersign.audit.AuditEntry;
import org.countersign.audit.ChainReport;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;

/** Backs {@code /audit/audit.xhtml}: the chain, one entry opened, and whether it holds. */
@Named
@RequestScoped
public class AuditPage {

    private static final String MAIN = "main";
    private static final String REFUSALS = "refusals";

    @EJB Audit audit;
    @Inject Texts texts;

    private final TableState<AuditEntry> list = new TableState<>();
    private String chain = MAIN;
    private String about = "";
    private String entry = "";
    private String check = "";
    private ChainReport report;

    /** A fact of an entry. */
    public record Fact(String name, String value) {}

    public void load() {
        if (!chain.equals(REFUSALS)) {
            chain = MAIN;
        }
        list.setSort("-sequence");
        list.show(audit.entries(chain, about, list.paging()));
        if (!check.isEmpty()) {
            report = audit.verify(chain);
        }
    }

    /** The entry the address names, when it is among those shown. */
    public Optional<AuditEntry> getOpened() {
        return list.getRows().stream()
                .filter(one -> Long.toString(one.sequence()).equals(entry))
                .findFirst();
    }

    /** What happened, in words; an action without words shows its own name. */
    public String words(AuditEntry one) {
        String key = "audit_action." + one.action();
        return texts.has(key) ? texts.get(key) : one.action();
    }

    /** The state an entry led to, for its icon; empty for what changes no state. */
    public String shape(AuditEntry one) {
        String kind = one.action().substring(0, one.action().indexOf('.'));
        String what = one.action().substring(one.action().indexOf('.') + 1);
        return switch (kind) {
            case "decision" -> what.equals("approve") ? "published" : "review";
            case "hold" -> "held";
            case "publication" -> what.equals("moved") ? "scheduled" : what;
            default -> "";
        };
    }

    /** A person's name; what no person did, Countersign did. */
    public String who(AuditEntry one) {
        return one.actor().startsWith("job:") ? "Countersign" : one.actorName();
    }

    /**
     * Words that are gone, by the law or after their time, show the digest that the chain keeps.
     */
    public List<Fact> facts(AuditEntry one) {
        var words = audit.words(one);
        try (var reader = Json.createReader(new StringReader(one.detail()))) {
            return reader.readObject().entrySet().stream()
                    .map(
                            fact ->
                                    new Fact(
                                            fact.getKey(),
                                            words.getOrDefault(
                                                    fact.getKey(), shown(fact.getValue()))))
                    .toList();
        }
    }

    private static String shown(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    /** The ends of a digest, enough to compare by eye. */
    public String brief(String hash) {
        return hash.length() < 9
                ? hash
                : hash.substring(0, 4) + "…" + hash.substring(hash.length() - 4);
    }

    public ChainReport getReport() {
        return report;
    }

    public TableState<AuditEntry> getList() {
        return list;
    }

    public String getChain() {
        return chain;
    }

    public void setChain(String chain) {
        this.chain = chain == null ? MAIN : chain;
    }

    public String getAbout() {
        return about;
    }

    public void setAbout(String about) {
        this.about = about == null ? "" : about.strip();
    }

    public String getEntry() {
        return entry;
    }

    public void setEntry(String entry) {
        this.entry = entry == null ? "" : entry;
    }

    public String getCheck() {
        return check;
    }

    public void setCheck(String check) {
        this.check = check == null ? "" : check;
    }
}
