package org.countersign.web.content;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.countersign.content.PostFilter;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.tenancy.BrandRow;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.TableState;
import org.countersign.web.tenancy.BrandChoice;

/** Backs {@code /content/posts.xhtml}. */
@Named
@RequestScoped
public class PostsPage {

    @EJB Posts posts;
    @Inject BrandChoice choice;

    private final TableState<PostRow> list = new TableState<>();
    private String brand = "";
    private String state = "";
    private String text = "";

    public void load() {
        if (list.getSort().isEmpty()) {
            list.setSort("-planned");
        }
        var filter =
                new PostFilter(
                        AddressId.optional(brand),
                        java.util.Optional.empty(),
                        PostStates.behind(state),
                        text);
        list.show(posts.list(filter, list.paging()));
    }

    public boolean isFiltered() {
        return !brand.isEmpty() || !state.isEmpty() || !text.isEmpty();
    }

    public List<BrandRow> getBrands() {
        return choice.all();
    }

    public List<String> getStates() {
        return PostStates.SHOWN;
    }

    public TableState<PostRow> getList() {
        return list;
    }

    public String getBrand() {
        return brand;
    }

    public void setBrand(String brand) {
        this.brand = brand == null ? "" : brand;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state == null ? "" : state;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }
}
