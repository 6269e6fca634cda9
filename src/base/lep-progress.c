/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a long job is. Any thread reports; the thread-default main context
 * in which the object was made hears of it, with at most one notification
 * under way. */

#include "lep-util.h"

#include "lep-progress.h"

struct _LepProgress
{
  GObject       parent_instance;

  GMainContext *context;
  GMutex        lock;
  double        fraction; /* 0 to 1, or -1 while unknown */
  char         *step;
  gboolean      pending;
};

enum
{
  PROP_0,
  PROP_FRACTION,
  PROP_STEP,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LepProgress, lep_progress, G_TYPE_OBJECT)

static gboolean
notify_cb (gpointer data)
{
  LepProgress *self = data;

  g_mutex_lock (&self->lock);
  self->pending = FALSE;
  g_mutex_unlock (&self->lock);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
queue_notify (LepProgress *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->pending)
    return;

  self->pending = TRUE;
  source = g_idle_source_new ();
  g_source_set_callback (source, notify_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

static void
lep_progress_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LepProgress *self = LEP_PROGRESS (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, lep_progress_get_fraction (self));
      break;
    case PROP_STEP:
      g_value_take_string (value, lep_progress_dup_step (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lep_progress_finalize (GObject *object)
{
  LepProgress *self = LEP_PROGRESS (object);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->step);

  G_OBJECT_CLASS (lep_progress_parent_class)->finalize (object);
}

static void
lep_progress_class_init (LepProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lep_progress_get_property;
  object_class->finalize = lep_progress_finalize;

  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, -1.0, 1.0, -1.0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] =
    g_param_spec_string ("step", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lep_progress_init (LepProgress *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->fraction = -1.0;
}

LepProgress *
lep_progress_new (void)
{
  return g_object_new (LEP_TYPE_PROGRESS, NULL);
}

/**
 * lep_progress_report:
 * @self: (nullable): nobody listens if %NULL
 * @total: 0 or less if it is not known
 */
void
lep_progress_report (LepProgress *self,
                     gint64       done,
                     gint64       total)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->fraction = total > 0 ? CLAMP ((double) done / (double) total, 0.0, 1.0) : -1.0;
  queue_notify (self);
  g_mutex_unlock (&self->lock);
}

/**
 * lep_progress_set_step:
 * @self: (nullable): nobody listens if %NULL
 * @step: what is being done now, translated
 */
void
lep_progress_set_step (LepProgress *self,
                       const char  *step)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  if (lep_set_str (&self->step, step))
    queue_notify (self);
  g_mutex_unlock (&self->lock);
}

/**
 * lep_progress_get_fraction:
 *
 * Returns: 0 to 1, or -1 while nobody knows
 */
double
lep_progress_get_fraction (LepProgress *self)
{
  double fraction;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  g_mutex_unlock (&self->lock);
  return fraction;
}

char *
lep_progress_dup_step (LepProgress *self)
{
  char *step;

  g_mutex_lock (&self->lock);
  step = g_strdup (self->step);
  g_mutex_unlock (&self->lock);
  return step;
}
