package io.peerscope.app.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.trace.Trace;
import io.peerscope.engine.trace.TraceReader;
import io.peerscope.engine.trace.TraceReading;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The page to step a DMA, as text and in a browser.
class PlayerPageTest {

  private static final String STATE =
      "['count', 'event', 'address', 'decision'].map(id => document.getElementById(id).textContent)"
          + ".concat([...document.querySelectorAll('g.frame')].findIndex("
          + "it => it.getAttribute('display') === 'inline'), "
          + "[...document.querySelectorAll('tbody tr')].findIndex("
          + "it => it.hasAttribute('aria-current'))).join('|')";

  @TempDir(cleanup = CleanupMode.NEVER) // Chromium may still be writing.
  private Path folder;

  @Test
  void pageNeedsNothingBesideIt() throws Exception {
    String page = Samples.page(Samples.direct(Operation.READ));

    assertThat(page.replace("http://www.w3.org/", ""))
        .doesNotContain("http:", "https:", "src=", "@import", "url(http")
        .contains("default-src 'none'")
        .doesNotContain("unsafe-inline", "unsafe-eval");
  }

  @Test
  void pageHoldsTheTraceThatIsWrittenAsJson() throws Exception {
    Export export = Samples.direct(Operation.WRITE);
    String page = Samples.page(export);
    String start = "<script type=\"application/json\" id=\"trace\">";
    int at = page.indexOf(start) + start.length();
    String inside = page.substring(at, page.indexOf("</script>", at)).replace("\\u003c", "<");

    assertThat(inside)
        .isEqualTo(
            new String(export.write(ExportFormat.JSON, () -> false), StandardCharsets.UTF_8));
  }

  @Test
  void browserShowsTheStepsOfTheTraceForwardsAndBackwards() throws Exception {
    for (Export export :
        List.of(Samples.direct(Operation.READ), Samples.translated(), Samples.refused())) {
      try (Chromium browser = open(export)) {
        Trace trace = read(export);

        List<String> forwards = walk(browser, trace.steps().size(), "Home", ".");
        List<String> backwards = walk(browser, trace.steps().size(), "End", ",");

        assertThat(forwards).isEqualTo(expected(trace));
        assertThat(backwards.reversed()).isEqualTo(forwards);
        assertThat(browser.value("document.getElementById('summary').textContent"))
            .isEqualTo(trace.summary());
      }
    }
  }

  @Test
  void pageAsksTheNetworkForNothingAndMayNot() throws Exception {
    try (Chromium browser = open(Samples.direct(Operation.READ));
        var server = new ServerSocket(0)) {
      walk(browser, 3, "Home", "ArrowRight");
      String answer =
          browser.value(
              "fetch('http://127.0.0.1:%d/').then(() => 'open', () => 'closed')"
                  .formatted(server.getLocalPort()));

      assertThat(browser.events("Network.requestWillBeSent"))
          .as("the page itself, and the request that its policy stopped")
          .filteredOn(event -> !event.contains("http://127.0.0.1:" + server.getLocalPort()))
          .hasSize(1)
          .allMatch(event -> event.contains("\"url\":\"file:///"));
      assertThat(browser.events("Log.entryAdded"))
          .noneMatch(event -> event.contains("file:///") && event.contains("Refused to"));
      assertThat(answer).isEqualTo("closed");
      assertThat(hasCaller(server)).isFalse();
    }
  }

  private static boolean hasCaller(ServerSocket server) throws IOException {
    server.setSoTimeout(300);
    try (var caller = server.accept()) {
      return caller.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  @Test
  void spacePlaysAndPausesAndThePageFollowsTheColoursOfTheSystem() throws Exception {
    try (Chromium browser = open(Samples.direct(Operation.READ))) {
      browser.press(" ");
      browser.waitFor("document.body.dataset.step >= 3", "true");
      browser.press(" ");
      String paused = browser.value(STATE);
      Thread.sleep(1000);

      assertThat(browser.value(STATE)).isEqualTo(paused);
      browser.emulate("prefers-color-scheme", "dark");
      assertThat(browser.value("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(13, 17, 23)");
      browser.emulate("prefers-color-scheme", "light");
      assertThat(browser.value("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(255, 255, 255)");
    }
  }

  private Chromium open(Export export) throws Exception {
    Optional<Path> program = Chromium.installed();
    assumeTrue(
        program.isPresent(), "Chromium is not installed: the page is not tried in a browser");
    Path page = Files.createTempFile(folder, "player", ".html");
    Files.writeString(page, Samples.page(export));
    Chromium browser =
        Chromium.start(program.orElseThrow(), Files.createTempDirectory(folder, "profile"));
    browser.emulate("prefers-reduced-motion", "reduce");
    browser.open(page);
    return browser;
  }

  private static Trace read(Export export) throws Exception {
    TraceReading reading = TraceReader.read(export.write(ExportFormat.JSON, () -> false));
    assertThat(reading).isInstanceOf(TraceReading.Read.class);
    return ((TraceReading.Read) reading).trace();
  }

  /// The state at one end, and after each of as many presses of a key as lead to the other.
  private static List<String> walk(Chromium browser, int states, String end, String key)
      throws IOException {
    browser.press(end);
    List<String> seen = new ArrayList<>();
    seen.add(browser.value(STATE));
    while (seen.size() < states) {
      browser.press(key);
      seen.add(browser.value(STATE));
    }
    return seen;
  }

  private static List<String> expected(Trace trace) {
    return trace.steps().stream()
        .map(step ->
            String.join(
                "|",
                "Step %d of %d".formatted(step.number(), trace.steps().size()),
                step.event().spelling()
                    + " · "
                    + step.at()
                    + (step.tlp().isEmpty() ? "" : " · " + step.tlp()),
                address(trace, step),
                step.decision(),
                String.valueOf(step.number() - 1),
                String.valueOf(step.number() - 1)))
        .toList();
  }

  private static String address(Trace trace, DmaStep step) {
    if (!step.tlp().isEmpty() && trace.how().equals("error")) {
      return step.address().map(it -> "would be " + Hex.grouped(it.value())).orElse("no address");
    }
    String now = step.address().map(PlayerPageTest::spell).orElse("");
    return step.translatedTo()
        .map(to -> (now.isEmpty() ? "" : now + " → ") + spell(to))
        .orElse(now);
  }

  private static String spell(Address address) {
    String word =
        switch (address.space()) {
          case BUS -> "bus";
          case IOVA -> "iova";
          case PHYSICAL -> "phys";
        };
    return word + Hex.grouped(address.value());
  }
}
