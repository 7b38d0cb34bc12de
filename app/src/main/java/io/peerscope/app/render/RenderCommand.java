package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.engine.cli.CommandFailure;
import io.peerscope.engine.cli.ContextOptions;
import io.peerscope.engine.cli.DmaOptions;
import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.InputFiles;
import io.peerscope.engine.cli.RedactOptions;
import io.peerscope.engine.cli.StrategyOptions;
import io.peerscope.engine.cli.Streams;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.redact.Redacted;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `peerscope render`: what the window shows and exports, without a window.
@Command(
    name = "render",
    description = {
      "Draws the topology, and the way of a DMA on it, to a file: SVG, PNG, a page to step it in a",
      "browser, an animated PNG; or writes its trace as JSON, or text for a bug report."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ExitCode.USAGE)
public final class RenderCommand implements Callable<Integer> {

  private static final int WIDEST = 60_000;
  private static final int LARGEST_SCALE = 4;

  private static final long PAGE = 4096;
  private static final String MACHINE = "machine";

  private final Streams streams;

  @Mixin private final InputFiles files = new InputFiles();

  @Mixin private final ContextOptions context = new ContextOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "File to write; its ending decides the format, unless --format does.")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "svg, png, html, apng, json or txt; default: by the ending of OUT.")
  private Optional<ExportFormat> format = Optional.empty();

  @Mixin private final DmaOptions dma = new DmaOptions();

  @Option(names = "--size", paramLabel = "N", description = "Bytes of the DMA; default: 4096.")
  private long size = PAGE;

  @Mixin private final StrategyOptions strategy = new StrategyOptions();

  @Mixin private final RedactOptions redaction = new RedactOptions();

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      converter = ThemeConverter.class,
      description = "light or dark; default: light, and for a page to step what the system says.")
  private Optional<Palette> theme = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Width in pixels; default: that of the picture.")
  private @Nullable Integer width;

  @Option(
      names = "--scale",
      paramLabel = "1…4",
      description = "Pixels of a PNG for each pixel of the picture; default: 1.")
  private int scale = 1;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "Day that the legend tells, or none; default: SOURCE_DATE_EPOCH, else today.")
  private @Nullable String date;

  /// @param streams where input comes from and doubts are told
  public RenderCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailure {
    ExportFormat wanted = format();
    var look = new Export.Look(theme, pixels(), scale(), Labels.ALL);
    if (wanted.needsVerdict() && dma.nameNoEnd()) {
      throw usage("." + wanted.ending() + " tells of a DMA; give --from and --to");
    }
    boolean redact = wanted == ExportFormat.TEXT || redaction.isWanted();
    Redacted redacted = (redact ? redaction.always() : redaction).of(files.read(streams), streams);
    Platform platform = context.applyTo(redacted.platform(), streams);
    var provenance = new Provenance(redact ? MACHINE : title(), day(), redacted.removed());
    write(new Export(platform, verdict(platform), context.translators(), provenance, look), wanted);
    return ExitCode.OK;
  }

  private ExportFormat format() throws CommandFailure {
    if (format.isPresent()) {
      return format.get();
    }
    if (output.endsWith(PeerscopeDocument.ENDING)) {
      throw usage("a document is written by `peerscope import FILE -o " + output + "`");
    }
    return ExportFormat.ofFile(output)
        .orElseThrow(
            () -> usage("-o %s must end in %s".formatted(output, ExportFormat.allEndings())));
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

  private int scale() throws CommandFailure {
    if (scale < 1 || scale > LARGEST_SCALE) {
      throw usage("--scale " + scale + " is not 1 to " + LARGEST_SCALE);
    }
    return scale;
  }

  private Optional<Verdict> verdict(Platform platform) throws CommandFailure {
    if (dma.nameNoEnd()) {
      return Optional.empty();
    }
    if (size < 1) {
      throw usage("--size " + size + " is not above 0");
    }
    if (strategy.isComparison()) {
      throw usage("--strategy all goes with explain");
    }
    DmaRequest request =
        dma.request(platform, files, size)
            .orElseThrow(() -> usage("--from and --to go together; give both or none"));
    return Optional.of(
        new Judge(platform, strategy.chosen(platform, context, files)).judge(request));
  }

  private String title() {
    return Optional.ofNullable(Path.of(files.names()).getFileName())
        .map(Path::toString)
        .orElse(files.names());
  }

  private Optional<String> day() throws CommandFailure {
    String day = date;
    if (day == null) {
      return Optional.of(DrawingDay.now());
    }
    if (day.equals("none")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(day).toString());
    } catch (DateTimeParseException strange) {
      throw usage("--date " + day + " is not a day such as 2026-11-22, or none");
    }
  }

  private void write(Export export, ExportFormat wanted) throws CommandFailure {
    try {
      byte[] content = export.write(wanted, () -> false);
      Files.write(Path.of(output), content);
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

  static final class FormatConverter implements ITypeConverter<ExportFormat> {

    FormatConverter() {}

    @Override
    public ExportFormat convert(String text) {
      return ExportFormat.ofWord(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is not svg, png, html, apng, json or txt"));
    }
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
