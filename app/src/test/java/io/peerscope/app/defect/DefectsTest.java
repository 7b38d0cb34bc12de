package io.peerscope.app.defect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written down of our own mistakes, and what is not.
class DefectsTest {

  @TempDir private Path folder;
  private final Logbook logbook = new Logbook();
  private final List<Defects.Told> told = new ArrayList<>();

  private Defects defects(Path reports) {
    return new Defects(reports, logbook, Runnable::run, told::add);
  }

  @Test
  void theReportHasVersionsStackAndWhatWasDoneBefore() throws IOException {
    logbook.hide("host17-lspci.txt");
    logbook.add("opened host17-lspci.txt");
    logbook.add("asked 04:00.0 → 05:00.0");

    defects(folder).uncaughtException(Thread.currentThread(), new IllegalStateException("gone"));

    assertThat(told.getFirst().summary())
        .isEqualTo(
            "IllegalStateException in DefectsTest.theReportHasVersionsStackAndWhatWasDoneBefore");
    assertThat(told.getFirst().report().orElseThrow())
        .content()
        .contains("Peerscope", "Java " + System.getProperty("java.version"), "JavaFX")
        .contains("IllegalStateException: gone", "DefectsTest.java")
        .contains("asked 04:00.0 → 05:00.0", "opened (name)")
        .doesNotContain("host17");
  }

  @Test
  void aDefectThatRepeatsIsWrittenOnce() throws IOException {
    Defects defects = defects(folder);
    for (int times = 0; times < 3; times++) {
      defects.uncaughtException(Thread.currentThread(), new IllegalStateException("again"));
    }

    assertThat(told).extracting(Defects.Told::times).containsExactly(1, 2, 3);
    try (var reports = Files.list(folder)) {
      assertThat(reports).hasSize(1);
    }
  }

  @Test
  void onlyTheNewestReportsAreKept() throws IOException {
    for (int n = 10; n < 40; n++) {
      Files.writeString(folder.resolve("defect-19990101-0000%d-000.txt".formatted(n)), "");
    }

    defects(folder).uncaughtException(Thread.currentThread(), new IllegalStateException("new"));

    try (var reports = Files.list(folder)) {
      assertThat(reports).hasSize(Report.MOST).contains(told.getFirst().report().orElseThrow());
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsToldAllTheSame() throws IOException {
    Path noFolder = Files.createFile(folder.resolve("file"));

    defects(noFolder).uncaughtException(Thread.currentThread(), new StackOverflowError());

    assertThat(told.getFirst().report()).isEmpty();
    assertThat(told.getFirst().summary()).startsWith("StackOverflowError");
  }

  @Test
  void nothingTellsWhoAndWhereTheUserIs() {
    var privacy =
        new Privacy(Path.of("/home/ada"), List.of("ada", "node-7.lab"), Set.of("big machine.txt"));

    assertThat(privacy.clean("at /home/ada/work/secret/lspci.txt:12")).isEqualTo("at ~/…:12");
    assertThat(privacy.clean("cannot read /mnt/lab/host3/x.txt")).isEqualTo("cannot read /…");
    assertThat(privacy.clean("ada@node-7.lab opened big machine.txt"))
        .isEqualTo("(name)@(name) opened (name)");
    assertThat(privacy.clean("serial 00-11-22-ff-fe-33-44-55, mac 02:42:ac:11:00:02"))
        .isEqualTo("serial (number), mac (number)");
    assertThat(privacy.clean("uuid 9f0d2a3e-0c1b-4d5e-8f90-a1b2c3d4e5f6"))
        .isEqualTo("uuid (number)");
    assertThat(privacy.clean("For input string: \"S/N 4711\""))
        .isEqualTo("For input string: \"…\"");
  }

  @Test
  void stacksAddressesAndVersionsStay() {
    var privacy = new Privacy(Path.of("/home/ada"), List.of("ada"), Set.of());
    String text =
        """
        at java.base/java.util.ArrayList.get(ArrayList.java:427)
        at io.peerscope.app/io.peerscope.app.Main.main(Main.java:1)
        asked 0000:04:00.0 → 0000:05:00.0:BAR2+0x1000, adapter
        """;

    assertThat(privacy.clean(text)).isEqualTo(text);
  }
}
