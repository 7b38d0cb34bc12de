package io.peerscope.app.inspector.page;

import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Register;
import io.peerscope.engine.config.Register.BitField;
import java.util.List;

/// A register with its value, bit by bit.
///
/// @param name `ACSCtl`
/// @param value its value and place: `0x001d at 166`
/// @param bytes where it sits
/// @param bits what its bits say
public record RegisterView(String name, String value, ByteRange bytes, List<BitLine> bits) {

  /// Some bits of the register.
  ///
  /// @param places `2`, or `7:4`
  /// @param value `1`, `x16`, or a word of the specification
  /// @param set whether a single bit is 1
  /// @param single whether it is one bit, which can be turned over
  /// @param at the byte that a single bit is in, else the first byte
  /// @param mask the single bit within its byte
  /// @param bytes the bytes they are in
  public record BitLine(
      String places,
      String name,
      String value,
      String meaning,
      boolean set,
      boolean single,
      int at,
      int mask,
      ByteRange bytes) {}

  public RegisterView {
    bits = List.copyOf(bits);
  }

  static RegisterView of(Register register, ConfigSpace config, ByteRange chosen) {
    long value = register.valueIn(config);
    String digits = "0x%%0%dx at %%03x".formatted(2 * register.length());
    return new RegisterView(
        register.name(),
        digits.formatted(value, register.offset()),
        new ByteRange(register.offset(), register.length()),
        register.fields().stream()
            .map(field -> line(register, field, value))
            .filter(line -> register.length() <= chosen.length() || line.bytes().overlaps(chosen))
            .toList());
  }

  private static BitLine line(Register register, BitField field, long register32) {
    long value = field.in(register32);
    int first = register.offset() + field.low() / 8;
    int last = register.offset() + field.high() / 8;
    String word = field.words().get((int) value);
    String digits =
        field.isSingle() || value < 10 ? String.valueOf(value) : "0x%x".formatted(value);
    return new BitLine(
        field.isSingle() ? String.valueOf(field.low()) : field.high() + ":" + field.low(),
        field.name(),
        word == null ? digits : digits + " " + word,
        field.meaning(),
        field.isSingle() && value == 1,
        field.isSingle(),
        first,
        1 << field.low() % 8,
        new ByteRange(first, last - first + 1));
  }
}
