package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;

/// The files that a matrix can be written to, the same from the command line and from the window.
public enum MatrixFile {
  /// One line per pair, for scripts.
  TSV(".tsv"),
  /// One row of types and one of distances per provider.
  JSON(".json"),
  /// A page with a coloured table, for people.
  HTML(".html"),
  /// A picture whose text stays text.
  SVG(".svg");

  private final String ending;

  MatrixFile(String ending) {
    this.ending = ending;
  }

  /// What such a file's name ends with.
  public String ending() {
    return ending;
  }

  /// The pairs to write: some providers with some clients.
  public record Part(P2pMatrix matrix, Set<PciAddress> providers, Set<PciAddress> clients) {

    public Part {
      providers = Set.copyOf(providers);
      clients = Set.copyOf(clients);
    }

    /// Every function with every other.
    static Part all(P2pMatrix matrix) {
      Set<PciAddress> all = Set.copyOf(matrix.functions());
      return new Part(matrix, all, all);
    }

    /// Places of the providers in the matrix, in its order.
    int[] rows() {
      return places(providers);
    }

    /// Places of the clients in the matrix, in its order.
    int[] columns() {
      return places(clients);
    }

    private int[] places(Set<PciAddress> wanted) {
      return IntStream.range(0, matrix.functions().size())
          .filter(place -> wanted.contains(matrix.functions().get(place)))
          .toArray();
    }
  }

  /// Writes pairs to a new file, or over an old one.
  ///
  /// @param source what the machine is called
  /// @throws IOException when the file cannot be written
  public void write(Part part, String source, Path file) throws IOException {
    try (OutputStream stream = Files.newOutputStream(file);
        Output output = new Output(stream)) {
      write(part, source, output);
    }
  }

  void write(Part part, String source, Output output) throws IOException {
    switch (this) {
      case TSV -> new MatrixTsv(part).writeTo(output);
      case JSON -> new MatrixJson(part).writeTo(output);
      case HTML -> new MatrixHtml(part, source).writeTo(output);
      case SVG -> new MatrixSvg(part, source).writeTo(output);
    }
  }
}
