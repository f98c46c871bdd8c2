package io.sluice.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection, with one webhook on its way at a time. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is counted
final class LoadConnection extends ChannelInboundHandlerAdapter {

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final String LENGTH = "\r\ncontent-length:";

  private final LoadRun run;
  private final PushRequest request;
  private @Nullable Channel channel;
  private String answer = "";
  private long intendedNanos;
  private boolean waiting;

  LoadConnection(LoadRun run, PushRequest request) {
    this.run = run;
    this.request = request;
  }

  /** It goes on where one connection has ended and another takes its place. */
  @Override
  public boolean isSharable() {
    return true;
  }

  /** Sends a webhook that was due at this time. */
  void send(int source, long id, long dueNanos) {
    intendedNanos = dueNanos;
    waiting = true;
    answer = "";
    if (channel != null) {
      channel.writeAndFlush(request.of(source, id), channel.voidPromise());
    }
  }

  long intendedNanos() {
    return intendedNanos;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    run.connected(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      answer += bytes.toString(US_ASCII);
    } finally {
      bytes.release();
    }
    if (waiting && isWhole(answer)) {
      waiting = false;
      run.answered(this, Integer.parseInt(answer.substring(STATUS_AT, STATUS_AT + 3)));
    }
  }

  private static boolean isWhole(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = answer.substring(0, end + 2).toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      return true;
    }
    int from = at + LENGTH.length();
    int length = Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
    return answer.length() >= end + 4 + length;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    run.gone(this, waiting);
    waiting = false;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // channelInactive counts what was on its way
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
