package io.peerscope.engine;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The JSON Schemas that are published with the program.
public final class PublishedSchema {

  private PublishedSchema() {}

  /// One of `docs/schema`, by the name of its file.
  public static JsonSchema named(String name) {
    Path file =
        Path.of(System.getProperty("peerscope.root", "..")).resolve("docs/schema").resolve(name);
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
