package io.peerscope.app;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.explain.PathSentence;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.render.PictureRenderer;
import io.peerscope.app.render.PictureTooLarge;
import io.peerscope.app.render.WriteTrouble;
import io.peerscope.app.workbench.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What happens where no window can open: the opening picture as a file, its DMA as text.
final class NoDisplay {

  private static final int OK = 0;
  private static final int UNREADABLE = 2;
  private static final Path PICTURE = Path.of("peerscope.png");

  private NoDisplay() {}

  /// Says so, saves the picture and prints the steps.
  ///
  /// @param arguments the files to open, or none for the opening sample
  /// @return the exit code
  static int run(String... arguments) {
    System.err.println("Peerscope: there is no display, so no window can open.");
    var document = new WorkbenchDocument(Jobs.immediate());
    List<Path> files = Arrays.stream(arguments).map(Path::of).toList();
    Optional<Path> first =
        files.isEmpty() ? Samples.ofProgram().first() : Optional.of(files.getFirst());
    first.ifPresent(document::openWithQuestion);
    document.notice().get().ifPresent(NoDisplay::print);
    if (document.machine().get().isEmpty()) {
      return UNREADABLE;
    }
    document.verdict().get().map(PathSentence::of).ifPresent(System.out::print);
    return savePicture(document);
  }

  private static int savePicture(WorkbenchDocument document) {
    var sheet =
        Sheet.of(
            document.platform().get(),
            document.verdict().get(),
            document.context().get().translators(),
            document.machine().get().map(Machine::name).orElse(""));
    var renderer = new PictureRenderer(sheet, Palette.LIGHT, OptionalInt.empty());
    try (var out = Files.newOutputStream(PICTURE)) {
      renderer.writePng(out);
    } catch (IOException | PictureTooLarge failure) {
      System.err.println(
          "Peerscope: cannot write "
              + PICTURE
              + ": "
              + WriteTrouble.words(failure)
              + "; `peerscope render FILE -o x.svg` writes it elsewhere");
      return UNREADABLE;
    }
    System.err.println("Peerscope: the picture is in " + PICTURE.toAbsolutePath());
    return OK;
  }

  private static void print(Notice notice) {
    System.err.println("Peerscope: " + notice.what() + ". " + notice.advice());
  }
}
