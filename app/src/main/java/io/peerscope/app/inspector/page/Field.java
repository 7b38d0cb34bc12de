package io.peerscope.app.inspector.page;

import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One line of the inspector: a name, a value or the reason why there is none, where it comes from,
/// its bytes, and how it is changed.
///
/// @param value the value, or why it is unknown
/// @param known whether the value is one
/// @param mark where the value comes from
/// @param origin the same as a sentence, or empty
/// @param bytes where in configuration space it sits
/// @param input how it takes another value; empty where it is only read
/// @param forget makes it unknown
/// @param keep gives it the present value again, once it was made unknown
/// @param actions further changes of one click
public record Field(
    String name,
    String value,
    boolean known,
    Mark mark,
    String origin,
    Optional<ByteRange> bytes,
    Optional<Input> input,
    Optional<PlatformEdit> forget,
    Optional<PlatformEdit> keep,
    List<FieldAction> actions) {

  private static final String FORGOTTEN = "you set it to unknown";

  public Field {
    actions = List.copyOf(actions);
  }

  private static Field plain(String name, String value, boolean known, Mark mark, String origin) {
    return new Field(
        name,
        value,
        known,
        mark,
        origin,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  static Field of(String name, String value) {
    return plain(name, value, true, Mark.NONE, "");
  }

  /// What the kernel of the running machine answered, and to which request.
  static Field observed(String name, String value, String source) {
    return plain(name, value, true, Mark.NONE, source);
  }

  static <T> Field of(String name, Fact<T> fact, Function<T, String> spell) {
    return switch (fact) {
      case Fact.Known<T>(T value, var origin) ->
          plain(name, spell.apply(value), true, Mark.of(origin), Mark.sentence(origin));
      case Fact.Unknown<T>(String why) ->
          plain(name, "unknown: " + why, false, Mark.UNKNOWN, "unknown: " + why);
    };
  }

  /// An empty line that makes something new of what is written into it.
  ///
  /// @param hint how it is written
  static Field invitation(String name, String hint, Function<String, Input.Proposal> reader) {
    return plain(name, hint, false, Mark.NONE, "").takes(new Input.Text("", hint, reader));
  }

  /// Whether it is no fact, but a place to write a new one.
  public boolean isInvitation() {
    return mark == Mark.NONE && !known;
  }

  Field at(int offset, int length) {
    return with(Optional.of(new ByteRange(offset, length)), input, forget, keep, actions);
  }

  Field takes(Input newInput) {
    return with(bytes, Optional.of(newInput), forget, keep, actions);
  }

  Field and(FieldAction action) {
    var more = new ArrayList<>(actions);
    more.add(action);
    return with(bytes, input, forget, keep, more);
  }

  /// The same field, of a fact that can be written, forgotten and remembered.
  ///
  /// @param text the value as one writes it
  /// @param hint how it is written
  /// @param set the edit that makes it another fact
  <T> Field settable(
      Fact<T> fact,
      Function<T, String> text,
      String hint,
      Function<String, Parsed<T>> parse,
      Function<Fact<T>, PlatformEdit> set) {
    String now = fact.ifKnown().map(text).orElse("");
    return takes(new Input.Text(now, hint, written -> read(written, parse, set)))
        .forgettable(fact, set);
  }

  /// The same field, of a fact that is one of a few words.
  <T> Field choosable(
      Fact<T> fact, Function<T, String> text, List<T> values, Function<Fact<T>, PlatformEdit> set) {
    Function<String, Parsed<T>> parse =
        word ->
            Parsed.of(
                values.stream().filter(value -> text.apply(value).equals(word)).findFirst(),
                word + " is none of the choices");
    return takes(
            new Input.Choice(
                fact.ifKnown().map(text).orElse(""),
                values.stream().map(text).toList(),
                word -> read(word, parse, set)))
        .forgettable(fact, set);
  }

  <T> Field forgettable(Fact<T> fact, Function<Fact<T>, PlatformEdit> set) {
    return with(
        bytes,
        input,
        Optional.of(set.apply(Fact.unknown(FORGOTTEN))),
        fact.ifKnown().map(_ -> set.apply(fact)),
        actions);
  }

  private static <T> Input.Proposal read(
      String text, Function<String, Parsed<T>> parse, Function<Fact<T>, PlatformEdit> set) {
    return parse.apply(text).toProposal(value -> set.apply(Fact.known(value, new EditedByHand())));
  }

  /// The same field, only to be read.
  Field readOnly() {
    return with(bytes, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  private Field with(
      Optional<ByteRange> newBytes,
      Optional<Input> newInput,
      Optional<PlatformEdit> newForget,
      Optional<PlatformEdit> newKeep,
      List<FieldAction> newActions) {
    return new Field(
        name, value, known, mark, origin, newBytes, newInput, newForget, newKeep, newActions);
  }
}
