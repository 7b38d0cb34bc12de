package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.engine.cli.CommandFailure;
import io.peerscope.engine.cli.ContextOptions;
import io.peerscope.engine.cli.DmaOptions;
import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.InputFiles;
import io.peerscope.engine.cli.Streams;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `peerscope render`: the picture of the window, without a window.
@Command(
    name = "render",
    description = "Draws the topology, and the way of a DMA on it, to an SVG, PNG or HTML file.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ExitCode.USAGE)
public final class RenderCommand implements Callable<Integer> {

  private static final int WIDEST = 60_000;

  private static final long PAGE = 4096;

  private final Streams streams;

  @Mixin private final InputFiles files = new InputFiles();

  @Mixin private final ContextOptions context = new ContextOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "File to write; its ending .svg, .png or .html decides the format.")
  private String output = "";

  @Mixin private final DmaOptions dma = new DmaOptions();

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      converter = ThemeConverter.class,
      description = "light or dark; default: light.")
  private Palette theme = Palette.LIGHT;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Width in pixels; default: that of the picture.")
  private @Nullable Integer width;

  /// @param streams where input comes from and doubts are told
  public RenderCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailure {
    Format format = format();
    OptionalInt pixels = pixels();
    Platform platform = context.applyTo(files.read(streams).platform(), streams);
    Optional<Verdict> verdict = verdict(platform);
    Sheet sheet = Sheet.of(platform, verdict, context.translators(), title());
    write(new PictureRenderer(sheet, theme, pixels), format, verdict);
    return ExitCode.OK;
  }

  private enum Format {
    SVG,
    PNG,
    HTML
  }

  private Format format() throws CommandFailure {
    String name = output.toLowerCase(Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw usage("-o " + output + " must end in .svg, .png or .html");
  }

  private OptionalInt pixels() throws CommandFailure {
    if (width == null) {
      return OptionalInt.empty();
    }
    if (width < 16 || width > WIDEST) {
      throw usage("--width " + width + " is not 16 to " + WIDEST);
    }
    return OptionalInt.of(width);
  }

  private Optional<Verdict> verdict(Platform platform) throws CommandFailure {
    if (dma.nameNoEnd()) {
      return Optional.empty();
    }
    DmaRequest request =
        dma.request(platform, files, PAGE)
            .orElseThrow(() -> usage("--from and --to go together; give both or none"));
    return Optional.of(new Judge(platform, context.translators()).judge(request));
  }

  private String title() {
    return Optional.ofNullable(Path.of(files.names()).getFileName())
        .map(Path::toString)
        .orElse(files.names());
  }

  private void write(PictureRenderer renderer, Format format, Optional<Verdict> verdict)
      throws CommandFailure {
    try {
      Path path = Path.of(output);
      switch (format) {
        case SVG -> Files.writeString(path, renderer.svg(), StandardCharsets.UTF_8);
        case HTML -> Files.writeString(path, renderer.html(verdict), StandardCharsets.UTF_8);
        case PNG -> {
          renderer.checkPngSize();
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            renderer.writePng(out);
          }
        }
      }
    } catch (PictureTooLarge tooLarge) {
      throw usage(String.valueOf(tooLarge.getMessage()));
    } catch (IOException | InvalidPathException failure) {
      throw new CommandFailure(
          ExitCode.UNREADABLE, "cannot write " + output + ": " + WriteTrouble.words(failure));
    }
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  static final class ThemeConverter implements ITypeConverter<Palette> {

    ThemeConverter() {}

    @Override
    public Palette convert(String text) {
      return switch (text) {
        case "light" -> Palette.LIGHT;
        case "dark" -> Palette.DARK;
        default -> throw new TypeConversionException("'" + text + "' is not light or dark");
      };
    }
  }
}
