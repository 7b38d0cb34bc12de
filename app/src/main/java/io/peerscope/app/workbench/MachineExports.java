package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Asking;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.export.MachineExport;
import io.peerscope.engine.export.MachineFormat;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.redact.Redaction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// The machine in formats of other tools, and what each cannot carry of it. Documents are saved,
/// not exported.
///
/// @param redacts whether serial numbers and names are left out
record MachineExports(
    WorkbenchDocument document, Asking asking, ExportedFiles files, BooleanSupplier redacts) {

  private static final String NAMELESS = "machine";

  List<Action> actions() {
    return Arrays.stream(MachineFormat.values())
        .filter(format -> format != MachineFormat.PEERSCOPE)
        .map(this::action)
        .toList();
  }

  private Action action(MachineFormat format) {
    String name = "Export the machine: %s (%s)".formatted(format.words(), format.ending());
    return Action.of(name, () -> export(format)).when(() -> document.machine().get().isPresent());
  }

  private void export(MachineFormat format) {
    Machine machine = document.machine().get().orElseThrow();
    boolean redacted = redacts.getAsBoolean();
    Platform drawn = document.drawn();
    List<String> inputs =
        machine.reading().sources().stream().map(source -> source.file()).toList();
    asking
        .chooseExport(suggestion(machine, format, redacted), format.ending().substring(1))
        .ifPresent(chosen ->
            files
                .jobs()
                .run(
                    Lane.EXPORT,
                    "Making " + format.words(),
                    _ ->
                        MachineExport.of(
                            redacted ? Redaction.of(drawn, inputs, List.of()).platform() : drawn,
                            format),
                    made -> files.save(withEnding(chosen, format), made.content(), made.summary()),
                    Defects::report));
  }

  private static Path suggestion(Machine machine, MachineFormat format, boolean redacted) {
    String stem = machine.name().replaceFirst("(\\.peerscope)?\\.[A-Za-z0-9]{1,8}$", "");
    String safe = (redacted ? NAMELESS : stem).replaceAll("[/\\s]+", "-");
    return Path.of(safe + format.ending());
  }

  private static Path withEnding(Path chosen, MachineFormat format) {
    return chosen.toString().toLowerCase(Locale.ROOT).endsWith(format.ending())
        ? chosen
        : chosen.resolveSibling(chosen.getFileName() + format.ending());
  }
}
