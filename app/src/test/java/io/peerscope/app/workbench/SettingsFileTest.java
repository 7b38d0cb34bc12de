package io.peerscope.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    var settings =
        Settings.standard()
            .withTheme(Theme.DARK)
            .withRecent(folder.resolve("a b=ü.txt"))
            .withRecent(folder.resolve("second.txt"))
            .withSize(1280, 800)
            .withHints(false);
    var file = new SettingsFile(folder.resolve("deep").resolve("window.properties"));

    file.write(settings);

    assertThat(file.read()).isEqualTo(settings);
  }

  @Test
  void leavesNoOtherFileBehind() throws IOException {
    var file = new SettingsFile(folder.resolve("window.properties"));

    file.write(Settings.standard());
    file.write(Settings.standard().withTheme(Theme.LIGHT));

    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("window.properties"));
    }
  }

  @Test
  void startsWithTheStandardWhereThereIsNone() {
    assertThat(new SettingsFile(folder.resolve("none")).read()).isEqualTo(Settings.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u00", "width=-4\nheight=NaN\ntheme=pink", "recent.1=\\u0000", "\0\0"})
  void takesTheStandardForWhatIsBroken(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("broken"), content);

    assertThat(new SettingsFile(file).read()).isEqualTo(Settings.standard());
  }

  @Test
  void theLastOpenedFileIsTheFirstOfTheRecent() {
    Path one = folder.resolve("one").toAbsolutePath();
    Path other = folder.resolve("other").toAbsolutePath();

    Settings settings = Settings.standard().withRecent(one).withRecent(other).withRecent(one);

    assertThat(settings.recent()).containsExactly(one, other);
  }

  @Test
  void whatANewerPeerscopeRemembersIsWrittenBack() throws IOException {
    Path path =
        Files.writeString(folder.resolve("window.properties"), "theme=dark\nfuture.key=7\n");
    var file = new SettingsFile(path);

    file.write(file.read().withTheme(Theme.LIGHT));

    assertThat(path).content().contains("future.key=7", "theme=light").doesNotContain("dark");
  }

  @Test
  void filesThatAreNoLongerRecentAreForgotten() throws IOException {
    var file = new SettingsFile(folder.resolve("window.properties"));
    file.write(Settings.standard().withRecent(folder.resolve("a")).withRecent(folder.resolve("b")));

    file.write(Settings.standard().withRecent(folder.resolve("c")));

    assertThat(file.read().recent()).containsExactly(folder.resolve("c").toAbsolutePath());
  }
}
