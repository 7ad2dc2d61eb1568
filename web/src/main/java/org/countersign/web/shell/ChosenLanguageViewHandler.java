package org.countersign.web.shell;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** The language a person chose wins over the one the browser asks for. */
public class ChosenLanguageViewHandler extends ViewHandlerWrapper {

    public ChosenLanguageViewHandler(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Locale calculateLocale(FacesContext context) {
        var request = (HttpServletRequest) context.getExternalContext().getRequest();
        return Preferences.language(request).orElseGet(() -> super.calculateLocale(context));
    }
}
