#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/pixdesc.h>

/* The libraries are loaded when a video is met; these are the types of the functions that are looked up in them. */
typedef __typeof__(&avformat_alloc_context) deid_avformat_alloc_context;
typedef __typeof__(&avformat_open_input) deid_avformat_open_input;
typedef __typeof__(&avformat_close_input) deid_avformat_close_input;
typedef __typeof__(&avformat_find_stream_info) deid_avformat_find_stream_info;
typedef __typeof__(&av_find_best_stream) deid_av_find_best_stream;
typedef __typeof__(&av_read_frame) deid_av_read_frame;
typedef __typeof__(&avio_alloc_context) deid_avio_alloc_context;
typedef __typeof__(&avio_context_free) deid_avio_context_free;
typedef __typeof__(&avcodec_alloc_context3) deid_avcodec_alloc_context3;
typedef __typeof__(&avcodec_free_context) deid_avcodec_free_context;
typedef __typeof__(&avcodec_parameters_to_context) deid_avcodec_parameters_to_context;
typedef __typeof__(&avcodec_find_decoder) deid_avcodec_find_decoder;
typedef __typeof__(&avcodec_open2) deid_avcodec_open2;
typedef __typeof__(&avcodec_send_packet) deid_avcodec_send_packet;
typedef __typeof__(&avcodec_receive_frame) deid_avcodec_receive_frame;
typedef __typeof__(&av_packet_alloc) deid_av_packet_alloc;
typedef __typeof__(&av_packet_free) deid_av_packet_free;
typedef __typeof__(&av_packet_unref) deid_av_packet_unref;
typedef __typeof__(&av_frame_alloc) deid_av_frame_alloc;
typedef __typeof__(&av_frame_free) deid_av_frame_free;
typedef __typeof__(&av_malloc) deid_av_malloc;
typedef __typeof__(&av_freep) deid_av_freep;
typedef __typeof__(&av_log_set_level) deid_av_log_set_level;
typedef __typeof__(&av_pix_fmt_desc_get) deid_av_pix_fmt_desc_get;
typedef __typeof__(&av_dict_get) deid_av_dict_get;
typedef __typeof__(&av_dict_set) deid_av_dict_set;
typedef __typeof__(&av_dict_free) deid_av_dict_free;

/* Macros with casts, which Swift does not import. */
static const int deid_averror_eof = AVERROR_EOF;
static const int deid_averror_again = AVERROR(EAGAIN);
