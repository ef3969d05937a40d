package io.emistream.model.bucket;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What went wrong with an object store, and what to do about it. */
final class BucketFault {
    private BucketFault() {}

    static String say(SdkException e) {
        if (e instanceof S3Exception answered && answered.awsErrorDetails() != null) {
            String code = String.valueOf(answered.awsErrorDetails().errorCode());
            return "HTTP %d %s; %s".formatted(answered.statusCode(), code, advice(answered.statusCode(), code));
        }
        Throwable deepest = e;
        while (deepest.getCause() != null) deepest = deepest.getCause();
        return deepest.getMessage() + "; is the server there, and are there credentials?";
    }

    private static String advice(int status, String code) {
        if (code.equals("NoSuchBucket")) return "make the bucket first";
        if (code.equals("PermanentRedirect") || code.equals("AuthorizationHeaderMalformed"))
            return "the bucket is in another region: set AWS_REGION";
        if (status == 401 || status == 403)
            return "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do";
        if (status == 501)
            return "the server lacks conditional writes (If-None-Match), which keep releases as they are";
        return "try again";
    }
}
