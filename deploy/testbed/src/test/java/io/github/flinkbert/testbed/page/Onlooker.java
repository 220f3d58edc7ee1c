package io.github.flinkbert.testbed.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Somebody who looks at a page, and hears whatever its browser complains of. */
record Onlooker(BrowserContext context, Page page, List<String> complaints)
        implements AutoCloseable {

    private static final double TIMEOUT_MILLIS = 60_000;

    static Onlooker at(URI address, Browser browser, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        Onlooker onlooker = new Onlooker(context, context.newPage(), new CopyOnWriteArrayList<>());
        onlooker.page.onConsoleMessage(
                message -> {
                    if (List.of("error", "warning").contains(message.type())) {
                        onlooker.complaints.add(message.text());
                    }
                });
        onlooker.page.onPageError(onlooker.complaints::add);
        onlooker.page.navigate(address.toString());
        return onlooker;
    }

    /** The row of the stream whose identity has these words. */
    Locator row(String id) {
        return page.locator("#stream .row")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        page.locator(".id")
                                                .filter(
                                                        new Locator.FilterOptions()
                                                                .setHasText(id))));
    }

    /** Goes to another view. */
    void view(String name) {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name)).click();
    }

    /** What a row shows of its text, without the labels in it. */
    static String plainText(Locator row) {
        return (String)
                row.locator(".text")
                        .first()
                        .evaluate(
                                """
                                text => {
                                  const copy = text.cloneNode(true);
                                  for (const label of copy.querySelectorAll('.label')) label.remove();
                                  return copy.textContent;
                                }\
                                """);
    }

    void forgive(Predicate<String> complaint) {
        complaints.removeIf(complaint);
    }

    /** What a page may not load or run, and what fails in it, the browser says. */
    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
