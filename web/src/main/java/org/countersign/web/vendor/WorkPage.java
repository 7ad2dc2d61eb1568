package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.platform.Paging;
import org.countersign.tenancy.vendor.AssignmentView;
import org.countersign.tenancy.vendor.Assignments;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/**
 * Backs {@code /vendor/work.xhtml}: an assignment as the vendor's person sees it: first the texts
 * to accept, then what it is about and what was written for it.
 */
@Named
@ViewScoped
public class WorkPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    @EJB Assignments assignments;
    @EJB Posts posts;
    @Inject Notices notices;

    private String id;
    private UUID assignmentId;
    private UUID nda;
    private UUID rights;
    private transient AssignmentView view;

    public void load() {
        assignmentId = AddressId.of(id, "assignment");
        nda = getView().nda().id();
        rights = getView().rights().id();
    }

    /** Accepts exactly the texts that the page showed. */
    public String accept() {
        if (!notices.attempt(() -> assignments.accept(assignmentId, nda, rights))) {
            return null;
        }
        notices.done("work.message.accepted");
        return "/vendor/work?faces-redirect=true&id=" + assignmentId;
    }

    public AssignmentView getView() {
        if (view == null) {
            view = assignments.find(assignmentId);
        }
        return view;
    }

    public List<PostRow> getPosts() {
        return posts.ofAssignment(assignmentId, Paging.table(0, SHOWN, "changed", true)).rows();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
