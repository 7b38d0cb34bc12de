package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.trace.TraceReader;
import io.peerscope.engine.trace.TraceReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes things out of the window with the keyboard alone.
class ExportJourneyTest extends Journeys {

  @TempDir private Path folder;

  private void export(String words) {
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    write(words);
    hit(KeyCode.ENTER);
  }

  private Path target(String name) {
    Path file = folder.resolve(name);
    window().asking.target = Optional.of(file);
    return file;
  }

  @Test
  void theKeyListsTheExports() {
    openBeforehand(OpenWindow.sample("01"));

    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);

    assertThat(((ListView<?>) find("commands")).getItems()).hasSizeGreaterThanOrEqualTo(11);
    hit(KeyCode.ESCAPE);
  }

  @Test
  void theTraceOnShowIsWrittenAsJson() throws Exception {
    openBeforehand(OpenWindow.sample("01"));
    waitUntil(() -> window().document.verdict().get().isPresent());
    Path file = target("given");

    export("json");

    Path written = folder.resolve("given.json");
    waitUntil(() -> Files.exists(written));
    assertThat(file).doesNotExist();
    TraceReading reading = TraceReader.read(Files.readAllBytes(written));
    assertThat(reading).isInstanceOf(TraceReading.Read.class);
    assertThat(((TraceReading.Read) reading).trace().steps())
        .isEqualTo(window().document.verdict().get().orElseThrow().steps());
  }

  @Test
  void aFilmIsMadeWhileTheWindowGoesOn() throws Exception {
    openBeforehand(OpenWindow.sample("01"));
    waitUntil(() -> window().document.verdict().get().isPresent());
    Path file = target("given.apng");

    export("animated");

    waitUntil(() -> Files.exists(file));
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("acTL", "fdAT");
  }

  @Test
  void theTextForABugReportIsCopied() {
    openBeforehand(OpenWindow.sample("02"));
    waitUntil(() -> window().document.verdict().get().isPresent());

    export("copy text");

    waitUntil(() -> window().document.lastAction().get().startsWith("copied the text"));
    interact(() ->
        assertThat(Clipboard.getSystemClipboard().getString())
            .startsWith("REFUSED: ")
            .contains("1 × name of a file"));
  }

  @Test
  void whatCannotBeWrittenIsTold() {
    openBeforehand(OpenWindow.sample("01"));
    window().asking.target = Optional.of(folder.resolve("none/given.svg"));

    export("svg");

    waitUntil(() -> window().document.notice().get().isPresent());
    assertThat(window().document.notice().get().orElseThrow().what())
        .isEqualTo("Cannot write given.svg: there is no such directory");
  }
}
