package org.countersign.web.desk;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.insight.Desk;
import org.countersign.insight.DeskRow;
import org.countersign.insight.DeskSums;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.publishing.Publication;
import org.countersign.publishing.PublicationRow;
import org.countersign.publishing.Publications;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;

/** Backs {@code /desk.xhtml}: what needs the agency's people now. */
@Named
@RequestScoped
public class DeskPage {

    private static final int COMING = 6;

    @EJB Desk desk;
    @EJB Publications publications;
    @EJB Brands brands;
    @Inject Texts texts;

    private final TableState<DeskRow> needs = new TableState<>();
    private DeskSums sums;
    private Page<PublicationRow> coming;
    private List<ChannelRow> broken = List.of();

    /** Rows of one urgency, under a head of their own. */
    public record Group(int number, List<DeskRow> rows) {}

    public void load() {
        sums = desk.sums();
        needs.show(desk.needs(needs.paging()));
        coming =
                publications.list(
                        Optional.empty(),
                        Set.of(Publication.State.SCHEDULED),
                        Paging.table(0, COMING, "due", false));
        if (sums.channelsFailing() > 0) {
            broken = brands.failingChannels();
        }
    }

    /** The rows of this page of the table, by urgency. */
    public List<Group> getGroups() {
        Map<Integer, List<DeskRow>> groups =
                needs.getRows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        DeskRow::group, TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream().map(g -> new Group(g.getKey(), g.getValue())).toList();
    }

    /** How far a review is: "0 of 1 approved". */
    public String progress(DeskRow row) {
        return texts.with("desk.text.progress", row.approvals(), row.quorum());
    }

    public TableState<DeskRow> getNeeds() {
        return needs;
    }

    public DeskSums getSums() {
        return sums;
    }

    public Page<PublicationRow> getComing() {
        return coming;
    }

    public List<ChannelRow> getBroken() {
        return broken;
    }
}
