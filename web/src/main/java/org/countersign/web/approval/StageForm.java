package org.countersign.web.approval;

import java.io.Serializable;
import org.countersign.approval.StageDraft;

/** One stage of a workflow, as fields of a form; one without a name is none. */
public class StageForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private String name;
    private String side = "CLIENT";
    private int quorum = 1;
    private String acr = "mail";

    static StageForm of(StageDraft stage) {
        var form = new StageForm();
        form.name = stage.name();
        form.side = stage.side();
        form.quorum = stage.quorum();
        form.acr = stage.acr();
        return form;
    }

    StageDraft draft() {
        return new StageDraft(name, side, quorum, acr);
    }

    boolean isFilled() {
        return name != null && !name.isBlank();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getSide() {
        return side;
    }

    public void setSide(String side) {
        this.side = side;
    }

    public int getQuorum() {
        return quorum;
    }

    public void setQuorum(int quorum) {
        this.quorum = quorum;
    }

    public String getAcr() {
        return acr;
    }

    public void setAcr(String acr) {
        this.acr = acr;
    }
}
