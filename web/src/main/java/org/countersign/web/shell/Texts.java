package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The words of the current view's language, with their arguments filled in. */
@Named
@RequestScoped
public class Texts {

    static final String BUNDLE = "org.countersign.web.messages";

    public Locale getLocale() {
        FacesContext context = FacesContext.getCurrentInstance();
        return context.getViewRoot() == null
                ? context.getApplication().getViewHandler().calculateLocale(context)
                : context.getViewRoot().getLocale();
    }

    /** The text of a key; a key without a text shows itself, which a test forbids. */
    public String get(String key) {
        try {
            return ResourceBundle.getBundle(BUNDLE, getLocale()).getString(key);
        } catch (MissingResourceException unknown) {
            return "???" + key + "???";
        }
    }

    /** What went wrong with a publication; a cause without words shows its own name. */
    public String failure(String cause) {
        String key = "failure." + cause;
        return has(key) ? get(key) : with("failure.other", cause);
    }

    /** Countries by their names; parts of countries and the like by their codes. */
    public String places(List<String> codes) {
        return codes.stream().map(this::place).collect(Collectors.joining(", "));
    }

    private String place(String code) {
        return code.length() == 2 && !code.equals("EU")
                ? new Locale.Builder().setRegion(code).build().getDisplayCountry(getLocale())
                : code;
    }

    /** What an access allows, where we have words for what the network calls it. */
    public String scope(String scope) {
        String key = "scope." + scope.toLowerCase(Locale.ROOT).replace('-', '_');
        return has(key) ? get(key) : scope;
    }

    public boolean has(String key) {
        return ResourceBundle.getBundle(BUNDLE, getLocale()).containsKey(key);
    }

    public String get(String key, List<?> arguments) {
        return new MessageFormat(get(key), getLocale()).format(arguments.toArray());
    }

    /** Names one after the other. */
    public String joined(List<String> names) {
        return String.join(", ", names);
    }

    public String with(String key, Object argument) {
        return get(key, List.of(argument));
    }

    public String with(String key, Object first, Object second) {
        return get(key, List.of(first, second));
    }

    public String with(String key, Object first, Object second, Object third) {
        return get(key, List.of(first, second, third));
    }
}
