package org.countersign.web.api;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.ValidationException;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The words of problems: those of the pages, in the client's language. */
final class ProblemTexts {

    static final String BUNDLE = "org.countersign.web.messages";

    private static final System.Logger LOG = System.getLogger(ProblemTexts.class.getName());

    private final Locale locale;
    private final ResourceBundle bundle;

    ProblemTexts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
    }

    Locale language() {
        return locale;
    }

    String of(String key) {
        return of(key, List.of());
    }

    /** Texts that a new rule still lacks are no reason to fail: a test finds them. */
    String of(String key, List<?> arguments) {
        try {
            String pattern = bundle.getString(key);
            return arguments.isEmpty()
                    ? pattern.replace("''", "'")
                    : new MessageFormat(pattern, locale).format(arguments.toArray());
        } catch (MissingResourceException e) {
            LOG.log(System.Logger.Level.WARNING, "no text key={0}", key);
            return key;
        }
    }

    String title(int status) {
        String key = "problem.title." + status;
        return of(bundle.containsKey(key) ? key : "problem.title.other");
    }

    String ofStatus(int status) {
        String key = "problem.text." + status;
        return of(bundle.containsKey(key) ? key : "problem.text.other");
    }

    /** Bean Validation's own words, which it made in the server's language before. */
    String of(ConstraintViolation<?> violation, MessageInterpolator words) {
        return words.interpolate(violation.getMessageTemplate(), new Violated(violation), locale);
    }

    private record Violated(ConstraintViolation<?> violation)
            implements MessageInterpolator.Context {

        @Override
        public ConstraintDescriptor<?> getConstraintDescriptor() {
            return violation.getConstraintDescriptor();
        }

        @Override
        public Object getValidatedValue() {
            return violation.getInvalidValue();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new ValidationException("there is nothing inside");
        }
    }
}
