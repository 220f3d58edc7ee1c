package io.github.flinkbert.testbed.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium that this machine has; none is downloaded. */
record Chromium(Playwright driver, Browser browser) implements AutoCloseable {

    /** Says where it is; else it is looked for on the path. */
    static final String PROPERTY = "flinkbert.chromium";

    static final String ABSENT =
            "there is no Chromium on the path: the page is not tested in a browser. On Debian:"
                    + " apt-get install chromium; elsewhere -D"
                    + PROPERTY
                    + "=PATH";

    static Optional<Path> find() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium open(Path executable) {
        Playwright driver =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                driver,
                driver.chromium().launch(new LaunchOptions().setExecutablePath(executable)));
    }

    @Override
    public void close() {
        browser.close();
        driver.close();
    }
}
