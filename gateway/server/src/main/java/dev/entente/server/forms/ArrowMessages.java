package dev.entente.server.forms;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.entente.catalog.FieldType;
import dev.entente.disclosure.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The messages of Arrow's IPC streaming format: a schema, batches, the end. The metadata are made
 * by the format's own classes, the columns lie on the heap: no memory of the Arrow library's own is
 * needed, and no door into the JDK opened.
 */
final class ArrowMessages {
  private static final int CONTINUES = 0xffff_ffff;
  private static final int PREFIX = 8;
  private static final int LIKELY_BYTES = 1 << 10;

  private ArrowMessages() {}

  /** What the columns are: each may hold nulls. */
  static byte[] schema(List<Table.Column> columns) {
    var builder = new FlatBufferBuilder(LIKELY_BYTES);
    int[] fields = columns.stream().mapToInt(column -> field(builder, column)).toArray();
    int schema =
        Schema.createSchema(
            builder, Endianness.Little, Schema.createFieldsVector(builder, fields), 0, 0);
    return message(builder, MessageHeader.Schema, schema, List.of());
  }

  /** Rows, each with a value for each column. */
  static byte[] batch(List<Table.Column> columns, List<@Nullable Object[]> rows) {
    var arrays = new ArrayList<ArrowColumn>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      arrays.add(ArrowColumn.of(columns.get(i).type(), rows, i));
    }
    List<byte[]> buffers = arrays.stream().flatMap(array -> array.buffers().stream()).toList();
    var builder = new FlatBufferBuilder(LIKELY_BYTES);
    int nodes = nodes(builder, arrays, rows.size());
    int places = places(builder, buffers);
    int batch = RecordBatch.createRecordBatch(builder, rows.size(), nodes, places, 0, 0);
    return message(builder, MessageHeader.RecordBatch, batch, buffers);
  }

  /** After it nothing follows. */
  static byte[] end() {
    byte[] end = new byte[PREFIX];
    little(end).putInt(CONTINUES);
    return end;
  }

  private static int field(FlatBufferBuilder builder, Table.Column column) {
    int name = builder.createString(column.name().value());
    int children = Field.createChildrenVector(builder, new int[0]);
    int type = type(builder, column.type());
    return Field.createField(builder, name, true, kind(column.type()), type, 0, children, 0);
  }

  private static byte kind(FieldType type) {
    return switch (type) {
      case STRING, DECIMAL -> Type.Utf8;
      case INTEGER -> Type.Int;
      case NUMBER -> Type.FloatingPoint;
      case BOOLEAN -> Type.Bool;
      case DATE -> Type.Date;
      case TIMESTAMP -> Type.Timestamp;
    };
  }

  private static int type(FlatBufferBuilder builder, FieldType type) {
    return switch (type) {
      case STRING, DECIMAL -> {
        Utf8.startUtf8(builder);
        yield Utf8.endUtf8(builder);
      }
      case INTEGER -> Int.createInt(builder, Long.SIZE, true);
      case NUMBER -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
      case BOOLEAN -> {
        Bool.startBool(builder);
        yield Bool.endBool(builder);
      }
      case DATE -> Date.createDate(builder, DateUnit.DAY);
      case TIMESTAMP ->
          Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
    };
  }

  /** Vectors of structs are written from the last to the first. */
  private static int nodes(FlatBufferBuilder builder, List<ArrowColumn> arrays, int rows) {
    RecordBatch.startNodesVector(builder, arrays.size());
    for (ArrowColumn array : arrays.reversed()) {
      FieldNode.createFieldNode(builder, rows, array.nulls());
    }
    return builder.endVector();
  }

  private static int places(FlatBufferBuilder builder, List<byte[]> buffers) {
    long at = buffers.stream().mapToLong(buffer -> padded(buffer.length)).sum();
    RecordBatch.startBuffersVector(builder, buffers.size());
    for (byte[] buffer : buffers.reversed()) {
      at -= padded(buffer.length);
      Buffer.createBuffer(builder, at, buffer.length);
    }
    return builder.endVector();
  }

  /** Both the metadata and each buffer begin at a multiple of eight. */
  private static byte[] message(
      FlatBufferBuilder builder, byte kind, int header, List<byte[]> buffers) {
    long body = buffers.stream().mapToLong(buffer -> padded(buffer.length)).sum();
    builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, body, 0));
    byte[] metadata = builder.sizedByteArray();
    long size = PREFIX + padded(metadata.length) + body;
    byte[] bytes = new byte[Math.toIntExact(size)];
    ByteBuffer out = little(bytes);
    out.putInt(CONTINUES).putInt((int) padded(metadata.length)).put(metadata);
    int at = (int) (PREFIX + padded(metadata.length));
    for (byte[] buffer : buffers) {
      out.put(at, buffer);
      at += (int) padded(buffer.length);
    }
    return bytes;
  }

  private static long padded(long bytes) {
    return (bytes + PREFIX - 1) / PREFIX * PREFIX;
  }

  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
