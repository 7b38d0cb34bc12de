package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Asking;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.app.render.DrawingDay;
import io.peerscope.app.render.Export;
import io.peerscope.app.render.ExportFormat;
import io.peerscope.app.render.PictureTooLarge;
import io.peerscope.app.render.WriteTrouble;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.redact.Redacted;
import io.peerscope.engine.redact.Redaction;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// What one takes out of the window: pictures, the DMA as a page, film, trace or text.
///
/// The file is made away from the FX thread and written when it is whole; whoever cancels has no
/// file, and the old one is as it was.
final class ExportCommands {

  private static final int LARGEST_SCALE = 4;
  private static final String MACHINE = "machine";

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final Asking asking;
  private final ObservableBooleanValue dark;
  private final ExportedFiles files;
  private final Supplier<Labels> labels;
  private final BooleanProperty redacts = new SimpleBooleanProperty(false);

  /// What is in the window at the moment of the order.
  private record Order(
      ExportFormat format,
      Platform drawn,
      Platform shown,
      Optional<Verdict> verdict,
      TranslatorPlacement translators,
      List<String> files,
      String title,
      Export.Look look,
      boolean redacted) {}

  /// What became of an order.
  private sealed interface Outcome {
    final class Made implements Outcome {

      private final byte[] content;

      Made(byte[] content) {
        this.content = content;
      }
    }

    record NotMade(String why) implements Outcome {}
  }

  ExportCommands(
      WorkbenchDocument document,
      Jobs jobs,
      Asking asking,
      ObservableBooleanValue dark,
      Supplier<Labels> labels) {
    this.document = document;
    this.jobs = jobs;
    this.asking = asking;
    this.dark = dark;
    files = new ExportedFiles(document, jobs);
    this.labels = labels;
  }

  /// Whether exports go without serial numbers, names and paths.
  BooleanProperty redacts() {
    return redacts;
  }

  /// The exports, in the order of a menu.
  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (ExportFormat format : ExportFormat.values()) {
      actions.add(export(format, 1, "Export " + format.words()));
      if (format == ExportFormat.PNG) {
        IntStream.rangeClosed(2, LARGEST_SCALE)
            .forEach(scale ->
                actions.add(
                    export(format, scale, "Export %s, %d×".formatted(format.words(), scale))));
      }
    }
    actions.addAll(new MachineExports(document, asking, files, redacts::get).actions());
    actions.add(
        Action.of("Export: copy text for a bug report", this::copyReport).when(this::hasDma));
    actions.add(
        Action.of("Export: leave out serial numbers and names, or not", this::toggleRedaction));
    return actions;
  }

  private Action export(ExportFormat format, int scale, String name) {
    return Action.of(name, () -> export(format, scale)).when(() -> isPossible(format));
  }

  private boolean isPossible(ExportFormat format) {
    return document.machine().get().isPresent() && (!format.needsVerdict() || hasDma());
  }

  private boolean hasDma() {
    return document.verdict().get().isPresent();
  }

  private void toggleRedaction() {
    redacts.set(!redacts.get());
    document.note(
        redacts.get()
            ? "exports leave out serial numbers, names and paths"
            : "exports hold everything");
  }

  private void export(ExportFormat format, int scale) {
    if (!isPossible(format)) {
      return;
    }
    Order order = order(format, scale);
    asking
        .chooseExport(suggestion(order), format.ending())
        .ifPresent(
            chosen -> make(order, content -> files.save(withEnding(chosen, format), content)));
  }

  private void copyReport() {
    if (hasDma()) {
      make(
          order(ExportFormat.TEXT, 1),
          content -> {
            var clipboard = new ClipboardContent();
            clipboard.putString(new String(content, StandardCharsets.UTF_8));
            Clipboard.getSystemClipboard().setContent(clipboard);
            document.note("copied the text for a bug report");
          });
    }
  }

  private Order order(ExportFormat format, int scale) {
    Machine machine = document.machine().get().orElseThrow();
    Optional<Palette> theme =
        format == ExportFormat.HTML && hasDma()
            ? Optional.empty()
            : Optional.of(dark.get() ? Palette.DARK : Palette.LIGHT);
    return new Order(
        format,
        document.drawn(),
        document.platform().get(),
        document.verdict().get(),
        document.context().get().translators(),
        machine.reading().sources().stream().map(source -> source.file()).toList(),
        machine.name(),
        new Export.Look(theme, OptionalInt.empty(), scale, labels.get()),
        redacts.get() || format == ExportFormat.TEXT);
  }

  private void make(Order order, Consumer<byte[]> then) {
    var context = document.context().get();
    jobs.run(
        Lane.EXPORT,
        "Making " + order.format().words(),
        cancelled -> make(order, context::applyTo, cancelled),
        outcome -> {
          switch (outcome) {
            case Outcome.Made made -> then.accept(made.content);
            case Outcome.NotMade(String why) ->
                files.report("The export could not be made: " + why);
          }
        },
        Defects::report);
  }

  private interface Circumstances {
    Platform applyTo(Platform platform);
  }

  private static Outcome make(Order order, Circumstances context, BooleanSupplier cancelled) {
    try {
      return new Outcome.Made(exportOf(order, context).write(order.format(), cancelled));
    } catch (PictureTooLarge tooLarge) {
      return new Outcome.NotMade(String.valueOf(tooLarge.getMessage()));
    } catch (IOException failure) {
      return new Outcome.NotMade(WriteTrouble.words(failure));
    }
  }

  private static Export exportOf(Order order, Circumstances context) {
    Optional<String> today = Optional.of(DrawingDay.now());
    if (!order.redacted()) {
      return new Export(
          order.shown(),
          order.verdict(),
          order.translators(),
          new Provenance(order.title(), today, List.of()),
          order.look());
    }
    Redacted redacted = Redaction.of(order.drawn(), order.files(), List.of());
    Platform clean = context.applyTo(redacted.platform());
    return new Export(
        clean,
        order.verdict().map(asked -> new Judge(clean, asked.strategy()).judge(asked.request())),
        order.translators(),
        new Provenance(MACHINE, today, redacted.removed()),
        order.look());
  }

  private Path suggestion(Order order) {
    String stem = order.title().replaceFirst("(\\.peerscope)?\\.[A-Za-z0-9]{1,8}$", "");
    String safe = (order.redacted() ? MACHINE : stem).replaceAll("[/\\s]+", "-");
    return Path.of("%s.%s".formatted(safe, order.format().ending()));
  }

  private static Path withEnding(Path chosen, ExportFormat format) {
    boolean hasEnding = ExportFormat.ofFile(chosen.toString()).filter(format::equals).isPresent();
    return hasEnding ? chosen : chosen.resolveSibling(chosen.getFileName() + "." + format.ending());
  }
}
