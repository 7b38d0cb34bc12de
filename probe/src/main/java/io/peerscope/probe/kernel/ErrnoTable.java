package io.peerscope.probe.kernel;

import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.DataTable.Row;
import java.util.List;
import java.util.Optional;

/// What an errno means at a call, from `errnos.tsv`.
public final class ErrnoTable {

  private static final List<Row> ROWS = DataTable.read(ErrnoTable.class, "errnos.tsv", 4);
  private static final String ANY = "any";

  private ErrnoTable() {}

  /// An errno in words.
  ///
  /// @param name its name
  /// @param meaning what it says at this call
  /// @param remedy what would change it
  public record Explanation(String name, String meaning, String remedy) {

    @Override
    public String toString() {
      return name + ": " + meaning + "; what would help: " + remedy;
    }
  }

  /// Explains the errno of a request.
  public static Explanation explain(Ioctl request, int errno) {
    return explain(request.word(), errno);
  }

  /// Explains the errno of a call.
  ///
  /// @param call the word of the table, such as `open-group`
  public static Explanation explain(String call, int errno) {
    String name = Errno.name(errno);
    return find(call, name)
        .or(() -> find(ANY, name))
        .map(row -> new Explanation(name, row.at(2), row.at(3)))
        .orElseGet(() ->
            new Explanation(name, "an answer that we do not know of this call", "report it to us"));
  }

  /// Whether the call has a row of its own for it.
  public static boolean knows(String call, String errno) {
    return find(call, errno).isPresent();
  }

  private static Optional<Row> find(String call, String errno) {
    return ROWS.stream()
        .filter(row -> row.at(0).equals(call) && row.at(1).equals(errno))
        .findFirst();
  }
}
