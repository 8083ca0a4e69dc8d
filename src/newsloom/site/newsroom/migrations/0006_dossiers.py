from django.db import migrations, models

KINDS = [
    ("agency", "news agency"),
    ("broadcaster", "broadcaster"),
    ("newspaper", "newspaper"),
    ("magazine", "magazine"),
    ("online", "online medium"),
    ("official", "official body"),
]


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_before")]
    operations = [
        migrations.AddField(model_name="story", name="dossier", field=models.JSONField(blank=True, null=True)),
        migrations.AddField(
            model_name="publisher",
            name="kind",
            field=models.CharField(blank=True, choices=KINDS, default="", verbose_name="kind"),
        ),
    ]
