package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.EnumMap;
import java.util.Map;
import org.countersign.platform.SensitiveAction;
import org.countersign.platform.Strength;
import org.countersign.tenancy.access.ActionStrengths;

/**
 * What an action asks for, so that a page can say so before somebody begins to type. That it is
 * asked does not rest on this.
 */
@Named
@RequestScoped
public class ActionAsks {

    @EJB ActionStrengths strengths;

    private final Map<SensitiveAction, Strength> known = new EnumMap<>(SensitiveAction.class);

    public Strength least(String action) {
        return known.computeIfAbsent(SensitiveAction.valueOf(action), strengths::least);
    }
}
