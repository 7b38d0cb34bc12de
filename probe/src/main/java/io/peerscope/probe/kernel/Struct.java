package io.peerscope.probe.kernel;

import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.DataTable.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The layout of a structure, from `structs.tsv`, over bytes that may be shorter than it.
public final class Struct {

  private record Field(int offset, int bytes) {}

  private static final Map<String, Struct> TABLE = table();

  private final int size;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private Struct(int size) {
    this.size = size;
  }

  private static Map<String, Struct> table() {
    var structs = new HashMap<String, Struct>();
    for (Row row : DataTable.read(Struct.class, "structs.tsv", 5)) {
      structs
          .computeIfAbsent(row.at(0), _ -> new Struct(Integer.parseInt(row.at(1))))
          .fields
          .put(row.at(2), new Field(Integer.parseInt(row.at(3)), Integer.parseInt(row.at(4))));
    }
    return structs;
  }

  /// The structure of a name.
  ///
  /// @throws IllegalArgumentException when the table has no such structure
  public static Struct named(String name) {
    return Optional.ofNullable(TABLE.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no structure " + name));
  }

  public int size() {
    return size;
  }

  /// A new block of `length` bytes whose first field tells its length.
  public byte[] block(int length) {
    var block = new byte[Math.max(length, size)];
    put(block, "argsz", block.length);
    return block;
  }

  /// A new block of exactly this structure.
  public byte[] block() {
    return block(size);
  }

  private Field field(String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no field " + name));
  }

  public void put(byte[] block, String name, long value) {
    Field field = field(name);
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.nativeOrder());
    switch (field.bytes()) {
      case 2 -> bytes.putShort(field.offset(), (short) value);
      case 4 -> bytes.putInt(field.offset(), (int) value);
      default -> bytes.putLong(field.offset(), value);
    }
  }

  /// A field of the structure that starts at `base`; empty where the bytes end before.
  public Optional<Long> at(byte[] block, long base, String name) {
    Field field = field(name);
    long offset = base + field.offset();
    if (offset < 0 || offset + field.bytes() > block.length) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.nativeOrder());
    int at = (int) offset;
    return Optional.of(
        switch (field.bytes()) {
          case 2 -> (long) (bytes.getShort(at) & 0xffff);
          case 4 -> bytes.getInt(at) & 0xffff_ffffL;
          default -> bytes.getLong(at);
        });
  }

  /// A field of a block that is long enough.
  public long get(byte[] block, String name) {
    return at(block, 0, name).orElseThrow();
  }
}
