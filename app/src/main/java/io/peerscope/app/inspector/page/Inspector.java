package io.peerscope.app.inspector.page;

import io.peerscope.app.document.Mode;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.inspector.page.Input.Proposal;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.WindowUse;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The inspector without its looks: the page of what is selected, and every way to change it.
public final class Inspector {

  /// What an edit came to.
  ///
  /// @param done whether the machine was changed
  /// @param sentence what is to say: why not, or what did not fit; empty when all is well
  /// @param fixes what would put it right, best first
  /// @param window the window it is about
  public record Answer(
      boolean done, String sentence, List<PlatformEdit> fixes, Optional<WindowUse> window) {

    private static final Answer FINE = new Answer(true, "", List.of(), Optional.empty());

    private static Answer no(String sentence) {
      return new Answer(false, sentence, List.of(), Optional.empty());
    }
  }

  /// A fact that was made unknown.
  private record Forgotten(Optional<PciAddress> function, String field) {}

  private final WorkbenchDocument document;
  private final Map<Forgotten, PlatformEdit> remembered = new HashMap<>();

  public Inspector(WorkbenchDocument document) {
    this.document = document;
    document.machine().subscribe((_, _) -> remembered.clear());
  }

  public boolean isEditing() {
    return document.mode().get() == Mode.DRAW;
  }

  /// The machine that is shown: while drawing as it is drawn, while tracing under the chosen
  /// circumstances.
  public Platform platform() {
    return isEditing() ? document.drawn() : document.platform().get();
  }

  /// The page of the selected function or of the port that decides a step, or of the machine; empty
  /// while nothing is open.
  public Optional<InspectorPage> page() {
    Platform platform = platform();
    Optional<PciFunction> function = document.inspected().get().flatMap(platform.topology()::find);
    if (function.isEmpty() && document.machine().get().isEmpty()) {
      return Optional.empty();
    }
    InspectorPage page =
        function
            .map(it ->
                InspectorPage.of(platform, it)
                    .with(document.findings().get())
                    .withSection(ObservedFields.section(observed(), it)))
            .orElseGet(() ->
                InspectorPage.ofMachine(platform)
                    .withSection(ObservedFields.ofMachine(observed())));
    return Optional.of(isEditing() ? page : page.readOnly());
  }

  /// What a probe learnt, where the document tells.
  private List<Observation> observed() {
    return document.machine().get().map(machine -> machine.reading().observed()).orElse(List.of());
  }

  /// The bytes of the register that decides the step one looks at, where its page is shown.
  public Optional<ByteRange> deciding(InspectorPage page) {
    return document.deciding().get().flatMap(register -> Deciding.bytes(page, register));
  }

  /// The ACS control among them.
  public Optional<AcsControl> decidingControl() {
    return document.deciding().get().flatMap(Deciding::control);
  }

  /// Takes what was written into a field. `?` and `unknown` make the fact unknown.
  public Answer write(Field field, String text) {
    if (!isEditing() || field.input().isEmpty()) {
      return Answer.no("Choose Draw to change the machine");
    }
    Input input = field.input().get();
    String words = text.strip();
    if (words.equals(input.text())) {
      return Answer.FINE;
    }
    if (field.forget().isPresent() && (words.equals("?") || words.equals("unknown"))) {
      return forget(field);
    }
    return switch (input.read(words)) {
      case Proposal.Complaint(String sentence) -> Answer.no(sentence);
      case Proposal.Change(PlatformEdit edit) -> edit(edit);
    };
  }

  /// Makes a fact unknown, and remembers what it was.
  public Answer forget(Field field) {
    Optional<PciAddress> function = document.selection().get();
    Optional<PlatformEdit> keep = field.keep();
    Answer answer =
        field.forget().map(this::edit).orElseGet(() -> Answer.no("This is always known"));
    if (answer.done()) {
      keep.ifPresent(it -> remembered.put(new Forgotten(function, field.name()), it));
    }
    return answer;
  }

  /// Whether an unknown fact was known before it was made unknown here.
  public boolean remembers(Field field) {
    return remembered.containsKey(new Forgotten(document.selection().get(), field.name()));
  }

  /// Makes a forgotten fact known again as it was.
  public Answer recall(Field field) {
    PlatformEdit keep = remembered.remove(new Forgotten(document.selection().get(), field.name()));
    return keep == null ? Answer.no("It was not known before; write its value") : edit(keep);
  }

  /// Writes a byte of the selected function.
  public Answer writeByte(int offset, int value) {
    Optional<PciFunction> function =
        document.selection().get().flatMap(platform().topology()::find);
    if (!isEditing() || function.isEmpty()) {
      return Answer.no("Choose Draw to change the machine");
    }
    ConfigSpace config = function.get().config();
    if (!config.has(offset, 1)) {
      return Answer.no("byte %03x is not told".formatted(offset));
    }
    return config.u8(offset) == value
        ? Answer.FINE
        : edit(ByteEdits.write(function.get(), offset, value));
  }

  /// Turns bits of a byte over.
  public Answer flip(int offset, int mask) {
    return document
        .selection()
        .get()
        .flatMap(platform().topology()::find)
        .map(it -> writeByte(offset, it.config().u8(offset) ^ mask))
        .orElseGet(() -> Answer.no("Nothing is selected"));
  }

  /// Changes the machine; what stands against it is said here, beside the field, and not above the
  /// canvas.
  public Answer edit(PlatformEdit edit) {
    Optional<PciAddress> selected = document.selection().get();
    EditResult result = document.edit(edit);
    if (result instanceof EditResult.Applied applied && !applied.added().isEmpty()) {
      // What is new gets selected; who writes a number wants to stay.
      selected.map(it -> applied.moved().getOrDefault(it, it)).ifPresent(document::select);
    }
    return switch (result) {
      case EditResult.Rejected(String reason, List<PlatformEdit> fixes) -> {
        document.dismissNotice();
        yield new Answer(false, reason, fixes, Optional.empty());
      }
      case EditResult.Applied applied ->
          applied.findings().stream()
              .findFirst()
              .map(it -> new Answer(true, it.sentence(), it.fixes(), it.window()))
              .orElse(Answer.FINE);
    };
  }
}
