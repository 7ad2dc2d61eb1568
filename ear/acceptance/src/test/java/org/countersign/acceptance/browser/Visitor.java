package org.countersign.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.acceptance.product.Product;

/** One person with a browser of their own: cookies, language, size, theme. */
final class Visitor implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 45_000;

    /** What makes a page scroll sideways, innermost last. */
    private static final String WIDER =
            """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
              : [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(e => e.tagName + '.' + e.className + '#' + e.id)""";

    private static final Path PICTURES = Product.target().resolve("screenshots");

    private final BrowserContext context;
    private final Page page;
    private final Look look;
    private final List<String> complaints = new ArrayList<>();
    private String agency = "";
    private String username = "";

    Visitor(Browser browser, Look look) {
        this.look = look;
        context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.height())
                                .setLocale(look.language())
                                .setTimezoneId("Europe/Berlin")
                                .setColorScheme(
                                        look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.text().contains("Content Security Policy")) {
                        complaints.add(page.url() + ": " + message.text());
                    }
                });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Look look() {
        return look;
    }

    Visitor signIn(String where, String name) {
        agency = where;
        username = name;
        open("/");
        return this;
    }

    /** Comes to an agency as a stranger. */
    Visitor at(String where) {
        agency = where;
        return this;
    }

    /** Opens a path of the agency and stays wherever that leads. */
    Visitor goTo(String path) {
        page.navigate(Product.running().agency(agency) + path);
        return this;
    }

    void signInIfAsked(String name) {
        username = name;
        signInIfAsked();
    }

    /** Opens a path of the agency, or any address, and signs in where that is asked. */
    Visitor open(String pathOrAddress) {
        String address =
                pathOrAddress.startsWith("/")
                        ? Product.running().agency(agency) + pathOrAddress
                        : pathOrAddress;
        page.navigate(address);
        signInIfAsked();
        return this;
    }

    /** Keycloak asks for the name first where a realm has organizations, then for the password. */
    void signInIfAsked() {
        if (!page.url().startsWith(Product.running().ready().getString("keycloak"))) {
            return;
        }
        Locator name = page.locator("input[name=username]");
        Locator password = page.locator("input[name=password]");
        if (name.isVisible() && name.isEditable()) {
            name.fill(username);
        }
        if (!password.isVisible()) {
            page.locator("[type=submit]").first().click();
            password.waitFor();
        }
        password.fill("demo-" + username + "-2026");
        page.locator("[type=submit]").first().click();
        page.waitForURL(url -> !url.startsWith(Product.running().ready().getString("keycloak")));
        page.waitForLoadState(LoadState.LOAD);
    }

    Locator id(String clientId) {
        return page.locator("[id=\"" + clientId + "\"]");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator says(String text) {
        return page.getByText(text).first();
    }

    String heading() {
        return page.locator("h1").first().innerText();
    }

    /** Keeps a picture and demands that axe finds nothing, nothing overflows, nobody complained. */
    Visitor check(String name) {
        page.waitForLoadState(LoadState.LOAD);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + "-" + look + ".png"))
                        .setFullPage(true));
        List<Rule> violations =
                new AxeBuilder(page)
                        .withTags(
                                List.of(
                                        "wcag2a",
                                        "wcag2aa",
                                        "wcag21a",
                                        "wcag21aa",
                                        "wcag22aa",
                                        "best-practice"))
                        .analyze()
                        .getViolations();
        assertThat(violations.stream().map(Visitor::words).toList())
                .as(name + " at " + page.url() + " " + look)
                .isEmpty();
        assertThat((List<?>) page.evaluate(WIDER))
                .as(name + " is wider than the screen, " + look)
                .isEmpty();
        assertThat(page.content()).doesNotContain("???");
        assertThat(complaints).as(name).isEmpty();
        return this;
    }

    private static String words(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                        .limit(3)
                        .collect(Collectors.joining(" | "));
    }

    @Override
    public void close() {
        context.close();
    }
}
