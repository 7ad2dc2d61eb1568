package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.countersign.tenancy.People;
import org.countersign.tenancy.Person;

/** Backs {@code /settings/you.xhtml}: how the agency's books know the reader. */
@Named
@RequestScoped
public class YouPage {

    @EJB People people;

    private Person person;

    public void load() {
        person = people.me();
    }

    public Person getPerson() {
        return person;
    }
}
