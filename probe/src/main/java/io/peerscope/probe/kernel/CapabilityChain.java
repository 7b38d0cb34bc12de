package io.peerscope.probe.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The capabilities behind a fixed structure, as VFIO chains them: offsets from the structure's
/// start, 0 ends, of any alignment. A chain that loops or leads out of the bytes ends there.
public final class CapabilityChain {

  private static final Struct HEADER = Struct.named("cap_header");
  private static final Struct AREAS = Struct.named("cap_areas");
  private static final Struct PAIR = Struct.named("pair");

  /// Two numbers of an area or a range.
  public record Pair(long first, long second) {}

  /// One capability.
  public static final class Entry {

    private final int id;
    private final byte[] block;
    private final int offset;

    /// @param block the whole answer; not copied, never changed
    /// @param offset where it starts
    private Entry(int id, byte[] block, int offset) {
      this.id = id;
      this.block = block;
      this.offset = offset;
    }

    /// What it is of.
    public int id() {
      return id;
    }

    /// A field of the structure of this capability.
    public Optional<Long> field(String struct, String name) {
      return Struct.named(struct).at(block, offset, name);
    }

    /// The pairs that follow a count; a count that promises more than there is gives what is there.
    public List<Pair> pairs() {
      long count = AREAS.at(block, offset, "count").orElse(0L);
      var pairs = new ArrayList<Pair>();
      for (long at = 0; at < count; at++) {
        long base = offset + (long) AREAS.size() + at * PAIR.size();
        Optional<Long> first = PAIR.at(block, base, "first");
        Optional<Long> second = PAIR.at(block, base, "second");
        if (first.isEmpty() || second.isEmpty()) {
          break;
        }
        pairs.add(new Pair(first.get(), second.get()));
      }
      return List.copyOf(pairs);
    }
  }

  /// What a chain gave.
  ///
  /// @param entries what could be read
  /// @param trouble why the chain ended early; empty for a chain as it should be
  public record Walk(List<Entry> entries, Optional<String> trouble) {

    public Walk {
      entries = List.copyOf(entries);
    }

    public Optional<Entry> find(int id) {
      return entries.stream().filter(entry -> entry.id() == id).findFirst();
    }
  }

  private CapabilityChain() {}

  /// Follows a chain.
  ///
  /// @param first offset of the first capability; 0 for none
  /// @param fixed bytes of the structure, into which no capability leads
  public static Walk walk(byte[] block, long first, int fixed) {
    var entries = new ArrayList<Entry>();
    Set<Long> seen = new HashSet<>();
    long at = first;
    while (at != 0) {
      Optional<Long> next = HEADER.at(block, at, "next");
      if (at < fixed || next.isEmpty()) {
        return broken(entries, "leads to offset " + at + ", where no capability can be");
      }
      if (!seen.add(at)) {
        return broken(entries, "loops at offset " + at);
      }
      int id = HEADER.at(block, at, "id").orElseThrow().intValue();
      entries.add(new Entry(id, block, (int) at));
      at = next.get();
    }
    return new Walk(entries, Optional.empty());
  }

  private static Walk broken(List<Entry> entries, String why) {
    return new Walk(entries, Optional.of("the kernel's capability list " + why));
  }
}
