package io.sluice.testing.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * Stands between clients and a broker and answers every write with a refusal that the broker never
 * gave: that the client may not write idempotently.
 *
 * <p>Brokers before 2.8 said so to clients without that right. It is what Kafka's producer takes
 * for fatal: from then on it sends nothing more, for ever. The write itself goes through.
 */
final class ForgingProxy implements AutoCloseable {
  private static final int FRAME_BYTES_MAX = 64 << 20;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final ServerSocket listening;
  private final int brokerPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ForgingProxy(ServerSocket listening, int brokerPort) {
    this.listening = listening;
    this.brokerPort = brokerPort;
  }

  static ForgingProxy to(int brokerPort) {
    try {
      ForgingProxy proxy = new ForgingProxy(new ServerSocket(0, 50, LOOPBACK), brokerPort);
      Thread.ofVirtual().name("forging-proxy").start(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        connect(listening.accept());
      } catch (IOException e) {
        // A broker that is away, or the end of this proxy.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    Socket broker;
    try {
      broker = new Socket(LOOPBACK, brokerPort);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    open.add(broker);
    Map<Integer, Short> writes = new ConcurrentHashMap<>();
    start(client, broker, frame -> noted(frame, writes));
    start(broker, client, frame -> forged(frame, writes));
  }

  private void start(Socket from, Socket to, Treatment treatment) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            pass(new DataInputStream(from.getInputStream()), to, treatment);
          } catch (IOException e) {
            // One side is gone, so the other one goes too.
          }
          open.remove(from);
          open.remove(to);
        });
  }

  private static void pass(DataInputStream in, Socket to, Treatment treatment) throws IOException {
    DataOutputStream out = new DataOutputStream(to.getOutputStream());
    while (true) {
      int size = in.readInt();
      if (size < 0 || size > FRAME_BYTES_MAX) {
        throw new IOException("no frame of Kafka's: " + size);
      }
      byte[] frame = treatment.of(in.readNBytes(size));
      out.write(ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array());
    }
  }

  /** Remembers which version of Kafka's protocol a write is answered in. */
  private static byte[] noted(byte[] request, Map<Integer, Short> writes) {
    ByteBuffer head = ByteBuffer.wrap(request);
    short api = head.getShort();
    short version = head.getShort();
    if (api == ApiKeys.PRODUCE.id) {
      writes.put(head.getInt(), version);
    }
    return request;
  }

  private static byte[] forged(byte[] response, Map<Integer, Short> writes) {
    ByteBuffer buffer = ByteBuffer.wrap(response);
    Short version = writes.remove(buffer.getInt(0));
    if (version == null) {
      return response;
    }
    short headerVersion = ApiKeys.PRODUCE.responseHeaderVersion(version);
    ResponseHeader header = ResponseHeader.parse(buffer, headerVersion);
    ProduceResponseData answer = new ProduceResponseData(new ByteBufferAccessor(buffer), version);
    answer.responses().stream()
        .flatMap(topic -> topic.partitionResponses().stream())
        .forEach(partition -> partition.setErrorCode(Errors.CLUSTER_AUTHORIZATION_FAILED.code()));
    ByteBuffer forged = RequestUtils.serialize(header.data(), headerVersion, answer, version);
    byte[] bytes = new byte[forged.remaining()];
    forged.get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done to each frame before it goes on. */
  @FunctionalInterface
  private interface Treatment {
    byte[] of(byte[] frame);
  }
}
